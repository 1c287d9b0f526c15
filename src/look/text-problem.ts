/** Kinds of files that are not tables of text, by their beginnings, and what to do with one. */
const kinds: readonly (readonly [beginnings: readonly string[], kind: string, cure: string])[] = [
  [['<!doctype html', '<html'], 'a web page', 'download the file itself, often behind a button "raw" or "download"'],
  [['<?xml'], 'XML', 'export it as CSV'],
  [['version https://git-lfs'], 'a pointer of Git LFS', 'fetch the file with git lfs pull'],
  [['%pdf-'], 'a PDF', 'export its table as CSV'],
  [['par1\x15'], 'a Parquet file', 'export it as CSV'],
  [['sqlite format 3'], 'an SQLite database', 'export a table as CSV'],
  [['arrow1\0', '\x89hdf', 'cdf\x01', 'cdf\x02'], 'a binary file of arrays', 'export it as CSV'],
  [['\xd0\xcf\x11\xe0'], 'an old workbook (.xls)', 'save it as .xlsx or as CSV'],
  [['pk\x03\x04'], 'an archive', 'unpack it first'],
  [
    ['bzh91ay', '\xfd7zxz', '7z\xbc\xaf', '(\xb5/\xfd', 'rar!\x1a'],
    'a compressed file',
    'decompress it first, or use gzip',
  ],
]

/** Why bytes cannot be a table of text, and what to do; undefined if they can. */
export function textProblem(begin: Uint8Array): string | undefined {
  // Each byte as one character, capital letters of ASCII as small ones.
  const text = String.fromCharCode(...begin.subarray(0, 64))
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart()
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase())
  const [, kind, cure] = kinds.find(([beginnings]) => beginnings.some((one) => text.startsWith(one))) ?? []
  if (kind !== undefined) return `expected a table in text, such as CSV, got ${kind}; ${cure}`
  return isBinary(begin)
    ? 'expected a table in text, such as CSV, got a file that is not text; export it as CSV'
    : undefined
}

/** Texts have tabs, line ends and, in UTF-16, zeros: hardly any other control characters. */
function isBinary(begin: Uint8Array): boolean {
  const marked = (begin[0] === 0xff && begin[1] === 0xfe) || (begin[0] === 0xfe && begin[1] === 0xff)
  const isUtf16 = marked || begin.filter((byte) => byte === 0).length > 0.2 * begin.length
  const controls = begin.reduce((sum, byte) => sum + Number((byte > 0 && byte < 9) || (byte > 13 && byte < 32)), 0)
  return !isUtf16 && controls > 1 && controls > 0.02 * begin.length
}

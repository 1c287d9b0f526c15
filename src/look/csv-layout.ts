import type { CsvRecord } from '../sources/csv-rows.ts'
import type { CsvOptions } from '../sources/options.generated.ts'
import { delimiterOf } from './delimiter.ts'
import { commentedHeader, headerLines } from './header-lines.ts'
import { headerNames } from './header-names.ts'
import { recordsIn } from './records-in.ts'
import { type RowPattern, rowPattern } from './row-pattern.ts'

/** The layout of a CSV text. */
export interface FoundLayout {
  /** Options of the source, without those equal to the default. */
  readonly options: Partial<CsvOptions>
  /** Names of the columns; '' for one without a name that is empty or counts the rows. */
  readonly names: readonly string[]
  /** What was found, a sentence each. */
  readonly notes: readonly string[]
}

/**
 * Finds the table in a CSV text: its delimiter, its comments, the lines before it and its header.
 *
 * @param text from the beginning, cut at a line end
 * @param given the delimiter, if the user named it
 * @returns undefined for a text without records
 */
export function csvLayout(text: string, given?: string): FoundLayout | undefined {
  const sep = /^\ufeff?"?sep=([^\r\n])"?[^\S\r\n]*(?:\r\n?|\n)/i.exec(text)
  const start = sep ? 1 : 0
  const comment = commentOf(sep ? text.slice(sep[0].length) : text)
  const delimiter = given ?? sep?.[1] ?? delimiterOf(text, start, comment)
  const records = recordsIn(text, { delimiter, skip: start, comment })
  const pattern = rowPattern(records)
  if (!pattern) return undefined

  const { first, kinds, width } = pattern
  const above = headerLines(records, pattern)
  const row = records[first]
  const lines = above.length > 0 ? above : commentedHeader(text, comment, delimiter, width, row?.line ?? 1)
  const cells = lines.map((line) => fitted(line.cells, pattern))
  const times = kinds.flatMap((kind, i) => (kind === 'time' ? i : []))
  const made = headerNames(cells, times, width)

  const last = above.at(-1)
  const names = cells.at(-1) ?? []
  const unnamed = (i: number) => names[i] === '' && (kinds[i] === 'empty' || countsRows(records.slice(first), i))
  const plain =
    last !== undefined &&
    isComplete(last.cells, pattern) &&
    records[first - 1] === last &&
    made.every((name, i) => name === names[i] || unnamed(i))
  const begin = plain ? first - 1 : first
  const skip = begin <= 0 ? start : (records[begin]?.line ?? start + 1) - 1
  const layout = {
    ...(delimiter === ',' ? {} : { delimiter }),
    ...(skip === 0 ? {} : { skip }),
    ...(comment === '' ? {} : { comment }),
    ...(plain ? {} : { header: false, columns: made }),
  }
  return {
    options: layout,
    names: plain ? names.slice(0, Math.min(width, last.cells.length)) : made,
    notes: notesOn(layout, lines, made, row?.line ?? 0),
  }
}

/** The character at the beginning of comments; '' if the first line is not one, or all are. */
function commentOf(text: string): string {
  const lines = text.split(/\r\n?|\n/).filter((line) => line.trim() !== '')
  const [mark = ''] = (lines[0] ?? '').replace('\ufeff', '')
  return /[#%!*]/.test(mark) && lines.some((line) => !line.startsWith(mark)) ? mark : ''
}

/** The cells of a line of the header, one for each column. */
function fitted(cells: readonly string[], pattern: RowPattern): string[] {
  const trimmed = cells.map((cell) => cell.trim())
  if (trimmed.length >= pattern.width) return trimmed.slice(0, pattern.width)
  return lacksFirst(pattern) ? ['', ...trimmed] : [...trimmed, '']
}

/** Whether a missing name is that of the first column, such as row numbers, or of the last. */
const lacksFirst = ({ kinds }: RowPattern) => kinds[0] !== 'time' && kinds.at(-1) !== 'empty'

/** True for a header by which a source can read the rows: a last name may be missing, but there is none too many. */
const isComplete = ({ length }: readonly string[], pattern: RowPattern) =>
  length === pattern.width || (length < pattern.width && !lacksFirst(pattern))

/** True for a column that counts from 0 or 1. */
function countsRows(rows: readonly CsvRecord[], i: number): boolean {
  const start = Number(rows[0]?.cells[i])
  return start <= 1 && rows.slice(0, 20).every(({ cells }, n) => Number(cells[i]) === start + n)
}

function notesOn(
  { skip = 0, comment, header, delimiter = ',' }: Partial<CsvOptions>,
  lines: readonly CsvRecord[],
  names: readonly string[],
  firstRow: number,
): string[] {
  const notes: string[] = []
  const spelled = delimiter === '\t' ? 'tabs' : delimiter === ' ' ? 'spaces' : `"${delimiter}"`
  if (delimiter !== ',') notes.push(`cells are separated by ${spelled}`)
  if (comment !== undefined) notes.push(`lines that begin with ${comment} are left out`)
  const before = header === false ? (lines[0]?.line ?? skip + 1) - 1 : skip
  if (before > 0 && comment === undefined)
    notes.push(`${before === 1 ? '1 line before the header is' : `${before} lines before the header are`} left out`)
  if (header !== false) return notes
  if (lines.length === 0) notes.push(`there is no header; the columns are named ${names[0]} to ${names.at(-1)}`)
  else if (lines.length > 1)
    notes.push(`the header has ${lines.length} lines; the columns are named ${names.join(', ')}`)
  else notes.push(`names in the header were blank, or not different; the columns are named ${names.join(', ')}`)
  const below = (lines.at(-1)?.line ?? firstRow) + 1
  if (firstRow - below > 3)
    notes.push(`lines ${below} to ${firstRow - 1} hold other rows, such as years before months, and are left out`)
  return notes
}

import { parse } from 'csv-parse/sync'
import { countLines } from './record-splitter.ts'

/** A record and the line on which it begins. */
interface Quoted {
  readonly line: number
  readonly cells: string[]
}

/**
 * Reads complete records whose cells may be quoted (RFC 4180). Spaces around cells and quotes are ignored; a quote
 * inside a cell, or a cell that goes on after its quote, is kept as it is.
 *
 * @param line on which the text begins
 * @param delimiter between cells; ' ' for runs of spaces and tabs
 * @param comment first character of lines to leave out; '' for none
 * @example quotedCells('"a, b",c\n', 1, ',', '') // [{ line: 1, cells: ['a, b', 'c'] }]
 */
export function quotedCells(text: string, line: number, delimiter: string, comment: string): Quoted[] {
  const inRuns = delimiter === ' '
  const records = parse(text, {
    delimiter: inRuns ? [' ', '\t'] : delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    ltrim: true,
    comment: comment === '' ? null : comment,
    comment_no_infix: true,
    max_record_size: 0,
    // Of a last cell of spaces one would be left.
    cast: (cell, { quoting }) => (quoting || cell.trim() !== '' ? cell : ''),
    info: true,
  }) as unknown as { record: string[]; info: { bytes: number } }[]
  const bytes = new TextEncoder().encode(text)
  let next = line
  let end = 0
  return records.map(({ record, info }) => {
    const raw = decoder.decode(bytes.subarray(end, info.bytes))
    end = info.bytes
    const text = withoutComments(raw, comment)
    const at = next + countLines(raw.slice(0, raw.length - text.length))
    next += countLines(raw)
    return { line: at, cells: inRuns ? record.filter((cell) => cell !== '') : record.map(unquoted) }
  })
}

const decoder = new TextDecoder()

/** The text of a record without the comments before it. */
function withoutComments(raw: string, comment: string): string {
  let text = raw
  while (comment !== '' && text.trimStart().startsWith(comment)) text = text.replace(/^[^\r\n]*(\r\n?|\n|$)/, '')
  return text
}

/** The content of a cell with spaces after its quotes, which csv-parse leaves as it is. */
function unquoted(cell: string): string {
  const [, content] = (cell.endsWith(' ') && /^"((?:[^"]|"")*)" +$/.exec(cell)) || []
  return content === undefined ? cell : content.replaceAll('""', '"')
}

import type { CsvRecord } from '../sources/csv-rows.ts'
import { countLines } from '../sources/record-splitter.ts'
import { cellKind } from './cell-kind.ts'
import { isTimeName } from './header-names.ts'
import { recordsIn } from './records-in.ts'
import { hasWidth, type RowPattern } from './row-pattern.ts'

const mostLines = 12
/** Lines of another width between header and rows, at most. */
const mostBetween = 3

/**
 * The lines of the header above a table, from the first to the last: those as wide as its rows, without a blank line
 * between them. Rows of another kind between header and table are passed over.
 */
export function headerLines(records: readonly CsvRecord[], pattern: RowPattern): readonly CsvRecord[] {
  const { first, width, kinds, isRow, hasValues } = pattern
  let at = first - 1
  while (at > 0 && hasValues(records[at]!)) at--
  while (at > 0 && (isRule(records[at]!) || isBlank(records[at]!))) at--
  const nearest = records[at]
  if (!nearest || isRow(nearest)) return []
  if (!hasWidth(nearest.cells, width)) {
    // A name is missing before a column of row names, or after the last one; or there are more names than cells.
    const narrow = nearest.cells.length === width - 1 && (width > 2 || kinds.at(-1) === 'empty')
    if (isWords(nearest) && (narrow || nearest.cells.length > width)) return [nearest]
    // Units of some columns, or rows with a cell too few, are between header and rows.
    const higher = records
      .slice(Math.max(0, at - mostBetween), at)
      .findLastIndex((record) => record.cells.length === width && isWords(record))
    if (higher < 0) return []
    at = Math.max(0, at - mostBetween) + higher
  }
  const lines: CsvRecord[] = []
  for (; at >= 0 && lines.length < mostLines; at--) {
    const record = records[at]!
    const below = lines[0]
    if (isBlank(record) || isRow(record) || (below && lastLine(record) + 1 < below.line)) break
    if (isRule(record)) continue
    if (!hasWidth(record.cells, width)) break
    lines.unshift(record)
  }
  return lines
}

/** The last comments before a table that have a word for each column: a header behind the character of comments. */
export function commentedHeader(
  text: string,
  comment: string,
  delimiter: string,
  width: number,
  before: number,
): readonly CsvRecord[] {
  if (comment === '') return []
  const lines = text.split(/\r\n?|\n/, before - 1)
  const comments: CsvRecord[] = []
  for (let i = lines.length - 1; i >= 0; i--) {
    if (lines[i]!.trim() === '') continue
    if (!lines[i]!.startsWith(comment)) break
    const plain = lines[i]!.slice(/[^#%!*]|$/.exec(lines[i]!)!.index)
    // Words between spaces can be prose, unless one of them is a name of times.
    const cells = [delimiter, ' ', ',', '\t', ';']
      .map((mark) => recordsIn(plain, { delimiter: mark })[0]?.cells ?? [])
      .find((found, i) => found.length === width && (i === 0 && delimiter !== ' ' ? true : found.some(isTimeName)))
    if (!cells) break
    comments.unshift({ line: i + 1, cells })
  }
  return comments
}

/** A line drawn between header and rows. */
const isRule = ({ cells }: CsvRecord) => /^[-=+|:_*\s]*[-=_][-=+|:_*\s]*$/.test(cells.join(' '))

const isWords = ({ cells }: CsvRecord) => cells.every((cell) => cellKind(cell) === 'word')

const isBlank = ({ cells }: CsvRecord) => cells.every((cell) => cell.trim() === '')

const lastLine = ({ line, cells }: CsvRecord) => line + cells.reduce((sum, cell) => sum + countLines(cell), 0)

import type { CsvRecord } from '../sources/csv-rows.ts'
import { type CellKind, cellKind } from './cell-kind.ts'

/** The rows of a table among other records. */
export interface RowPattern {
  /** Cells of a row. */
  readonly width: number
  /** The kind of each column: that of most of its cells. */
  readonly kinds: readonly CellKind[]
  /** Index of the first row among the records. */
  readonly first: number
  /** True for a record with the cells of a row. */
  isRow(record: CsvRecord): boolean
  /** True for a record with numbers in columns of numbers, even if another kind of time is beside them. */
  hasValues(record: CsvRecord): boolean
}

/** Records whose cells are judged, at most. */
const judged = 200
const minShare = 0.6
const few = 12

/** Finds the table among records: its width is the most frequent one, its columns are judged by the later rows. */
export function rowPattern(records: readonly CsvRecord[]): RowPattern | undefined {
  const width = widthOf(records)
  if (width === undefined) return undefined
  const fitting = records.filter(({ cells }) => cells.length === width)
  const valued = fitting.filter(hasValue)
  // Lines above the rows may hold values too.
  const later = valued.slice(Math.floor(valued.length / (valued.length < few ? 4 : 2)))
  const stride = Math.max(1, Math.floor(later.length / judged))
  const some = later.filter((_, i) => i % stride === 0)
  const kinds = Array.from({ length: width }, (_, i) => columnKind(some.map(({ cells }) => cellKind(cells[i]!))))
  const isRow = rowTest(kinds)
  const hasValues = ({ cells }: CsvRecord) => hasWidth(cells, width) && numbersIn(cells, kinds) > 0
  if (kinds.every((kind) => kind === 'word' || kind === 'empty')) {
    // Nothing tells a header of words from rows of words: the first record is taken for it.
    return { width, kinds, first: records.indexOf(fitting[0]!) + 1, isRow, hasValues }
  }
  return { width, kinds, first: firstRow(records, isRow, width), isRow, hasValues }
}

/** True for a record of this width, or with empty cells after it. */
export const hasWidth = (cells: readonly string[], width: number) =>
  cells.length >= width && cells.slice(width).every((cell) => cell.trim() === '')

/** The most frequent number of cells among records with a value, else among all. */
function widthOf(records: readonly CsvRecord[]): number | undefined {
  const counts = new Map<number, number>()
  const valued = records.filter(hasValue)
  for (const { cells } of valued.length > 0 ? valued : records) {
    // A single cell is a title or a remark, unless there is nothing else.
    const weight = cells.length === 1 ? 0.01 : 1
    counts.set(cells.length, (counts.get(cells.length) ?? 0) + weight)
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0]
}

/** Prose has the width of a table now and then, but seldom a number alone between two delimiters. */
const hasValue = ({ cells }: CsvRecord) => cells.some((cell) => /\d/.test(cell) && cellKind(cell) !== 'word')

function columnKind(kinds: readonly CellKind[]): CellKind {
  const known = kinds.filter((kind) => kind !== 'empty')
  if (known.length === 0) return 'empty'
  const share = (kind: CellKind) => known.filter((one) => one === kind).length / known.length
  return share('time') >= minShare ? 'time' : share('number') >= minShare ? 'number' : 'word'
}

const numbersIn = (cells: readonly string[], kinds: readonly CellKind[]) =>
  kinds.filter((kind, i) => kind === 'number' && cellKind(cells[i]!) === 'number').length

function rowTest(kinds: readonly CellKind[]): (record: CsvRecord) => boolean {
  const times = kinds.flatMap((kind, i) => (kind === 'time' ? i : []))
  const numbers = kinds.flatMap((kind, i) => (kind === 'number' ? i : []))
  return ({ cells }) => {
    if (!hasWidth(cells, kinds.length)) return false
    const words = numbers.filter((i) => cellKind(cells[i]!) === 'word').length
    // Beside a time even words are values: all of them may be missing in a row.
    if (times.length > 0) return times.some((i) => cellKind(cells[i]!) === 'time')
    return numbersIn(cells, kinds) > 0 && words * 2 <= numbers.length
  }
}

/**
 * Index of the first row. If another header of the same width follows, as after metadata or a table before it, or
 * months follow quarters, the largest part counts; of two as large the later one.
 */
function firstRow(records: readonly CsvRecord[], isRow: (record: CsvRecord) => boolean, width: number): number {
  const first = records.findIndex(isRow)
  const header = records[first - 1]?.cells.join()
  let part = { first, rows: 0 }
  let best = part
  let period: Period
  for (const [i, record] of records.entries()) {
    if (i < first) continue
    if (isHeader(record, width) && record.cells.join() !== header) part = { first: -1, rows: 0 }
    else if (isRow(record)) {
      const next = periodOf(record)
      if (part.first < 0 || (period !== undefined && next !== undefined && next !== period))
        part = { first: i, rows: 0 }
      period = next
      part.rows++
      if (part.rows >= best.rows) best = part
    }
  }
  return best.first
}

type Period = 'quarter' | 'month' | undefined

/** The period in the first cell; undefined for any other time. */
function periodOf({ cells: [cell = ''] }: CsvRecord): Period {
  if (/^\d{4}[-\s]?Q[1-4]$|^Q[1-4][-\s]\d{4}$/i.test(cell)) return 'quarter'
  return /^\d{4}[-\s]?(\p{L}{3,9}|M?\d\d)$|^\p{L}{3,9}[-\s]\d{4}$/u.test(cell) ? 'month' : undefined
}

const isHeader = ({ cells }: CsvRecord, width: number) =>
  cells.length === width && cells.every((cell) => cellKind(cell) === 'word') && new Set(cells).size === width

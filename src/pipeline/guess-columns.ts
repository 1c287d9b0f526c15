import { guessCadence } from '../series/guess-cadence.ts'
import { parseTimestamp } from '../series/timestamp.ts'
import { decodeNumber, type NumberStyle } from '../sources/decode-number.ts'

/** What the first rows of a table say about it. */
export interface Guess {
  readonly time: string
  readonly clock: 'iso' | 's' | 'ms'
  readonly target: string
  /** Other numeric columns that change. */
  readonly others: readonly string[]
  readonly decimal: '.' | ','
  /** Undefined where the steps are irregular, or too few. */
  readonly cadence: string | undefined
  /** True where all values of the target are positive. */
  readonly positive: boolean
}

/** Share of the cells that have to be what a column is taken for: the rest are the mistakes that real files have. */
const most = 0.9

/** Columns that people forecast are often called so; others have to be guessed by their place. */
const targetNames = /^(value|target|y|close|price|demand|load|sales|count|passengers|co2|ot|temp(erature)?(_?max)?)$/i

/**
 * Guesses the time column, the target and the cadence of a table from its first rows.
 * @returns a text instead where there is no time column or nothing to forecast: what was expected, and what was found.
 */
export function guessColumns(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  delimiter: string,
): Guess | string {
  if (header.some((name) => !Number.isNaN(parseTimestamp(name.trim()))))
    return `expected names of columns in the first line, got values: ${header.join(', ')}`
  const columns = header
    .map((name, i) => ({ name, cells: rows.map((row) => row[i] ?? '').filter(isThere) }))
    // A pipeline calls columns by their names: one without a name, or with another's, cannot be called.
    .filter(({ name }) => name !== '' && header.indexOf(name) === header.lastIndexOf(name))
  const clocks = columns
    .map(({ name, cells }) => ({ name, cells, clock: clockOf(name, cells) }))
    .filter(({ clock }) => clock !== undefined)
  const timed = clocks.find(({ name }) => /time|date|day|month|year|^ts$/i.test(name)) ?? clocks[0]
  if (!timed) return `expected a column of times such as 2024-02-29 or 2024-02-29T13:45Z, got ${header.join(', ')}`

  const rest = columns.filter(({ name }) => name !== timed.name)
  const decimal = delimiter !== ',' && count(rest, ',') > count(rest, '.') ? ',' : '.'
  const style: NumberStyle = { decimal, thousands: '' }
  const numeric = rest
    .map(({ name, cells }) => ({
      name,
      values: cells.map((cell) => decodeNumber(cell.trim(), style)),
      size: cells.length,
    }))
    .filter(({ values, size }) => size > 0 && values.filter((value) => value !== undefined).length >= most * size)
    .map(({ name, values }) => ({ name, values: values.filter((value) => value !== undefined) }))
    .filter(({ values }) => values.some((value) => value !== values[0]))
  const target = numeric.find(({ name }) => targetNames.test(name)) ?? numeric[0]
  if (!target) return `expected a column of numbers that change beside "${timed.name}", got ${header.join(', ')}`

  const times = timed.cells.map((cell) => timeOf(cell, timed.clock!)).filter(Number.isFinite)
  return {
    time: timed.name,
    clock: timed.clock!,
    target: target.name,
    others: numeric.filter(({ name }) => name !== target.name).map(({ name }) => name),
    decimal,
    cadence: guessCadence(times),
    positive: target.values.every((value) => value > 0),
  }
}

const isThere = (cell: string) => !/^\s*(nan|null|na|n\/a)?\s*$/i.test(cell)

/** Numbers are taken for times only where the column's name says so: 2024 may be a year or a price. */
function clockOf(name: string, cells: readonly string[]): Guess['clock'] | undefined {
  const share = (fits: (cell: string) => boolean) =>
    cells.length > 0 && cells.filter(fits).length >= most * cells.length
  if (share((cell) => /\D/.test(cell.trim()) && !Number.isNaN(parseTimestamp(cell.trim())))) return 'iso'
  if (!/time|date|^ts$|epoch/i.test(name)) return undefined
  // Ten digits are seconds until 2286, thirteen are milliseconds.
  if (share((cell) => /^\d{9,10}$/.test(cell.trim()))) return 's'
  return share((cell) => /^\d{12,13}$/.test(cell.trim())) ? 'ms' : undefined
}

function timeOf(cell: string, clock: Guess['clock']): number {
  if (clock === 'iso') return parseTimestamp(cell.trim())
  return Number(cell) * (clock === 's' ? 1000 : 1)
}

const count = (columns: readonly { readonly cells: readonly string[] }[], mark: string) =>
  columns.reduce(
    (sum, { cells }) => sum + cells.filter((cell) => /^[+-]?\d+[.,]\d+$/.test(cell) && cell.includes(mark)).length,
    0,
  )

import { decodeNumber, type NumberStyle, numberHint } from '../sources/decode-number.ts'
import { guessCadence } from '../time/guess-cadence.ts'
import { parseTimestamp } from '../time/timestamp.ts'
import { guessTimes, type TimeStyle, timesOf } from './guess-times.ts'
import { type RowOrder, rowOrder } from './row-order.ts'

/** A guess at the content of a table, from its first rows. */
export interface Guess extends TimeStyle {
  readonly time: string
  readonly target: string
  /** Other numeric columns that change. */
  readonly others: readonly string[]
  readonly decimal: '.' | ','
  /** Undefined if the steps are irregular, or too few. */
  readonly cadence: string | undefined
  /** True if all values of the target are positive. */
  readonly positive: boolean
  /** Texts among the numbers that mean a missing value but are not among the defaults, in lower case. */
  readonly missing: readonly string[]
  readonly order: RowOrder
}

/** Share of the cells that must be numbers in a column of numbers; real files contain mistakes. */
const minShare = 0.9

/** Common names of target columns; without one, the first column of numbers is the target. */
const targetNames = /^(value|target|y|close|price|demand|load|sales|count|passengers|co2|ot|temp(erature)?(_?max)?)$/i

/**
 * Guesses the time column, the target and the cadence of a table from its first rows.
 *
 * @returns the guess, or a message (what was expected, and what was found) if there is no time column or nothing to
 * forecast
 */
export function guessColumns(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  delimiter: string,
): Guess | string {
  if (header.some((name) => !Number.isNaN(parseTimestamp(name.trim()))))
    return `expected names of columns in the first line, got values: ${header.join(', ')}`
  const columns = header
    .map((name, i) => ({ name, cells: rows.map((row) => (row[i] ?? '').trim()).filter(isPresent) }))
    // Pipelines refer to columns by name, so each needs one of its own.
    .filter(({ name }) => name !== '' && header.indexOf(name) === header.lastIndexOf(name))
  const clocks = columns
    .map(({ name, cells }) => ({ name, style: guessTimes(name, cells) }))
    .filter(({ style }) => style !== undefined)
  const timed = clocks.find(({ name }) => /time|date|day|month|year|^ts$/i.test(name)) ?? clocks[0]
  if (!timed) return `expected a column of times such as 2024-02-29 or 2024-02-29T13:45Z, got ${header.join(', ')}`

  const rest = columns.filter(({ name }) => name !== timed.name)
  const decimal = delimiter !== ',' && count(rest, ',') > count(rest, '.') ? ',' : '.'
  const numberStyle: NumberStyle = { decimal, thousands: '' }
  const numeric = rest
    .map(({ name, cells }) => ({
      name,
      values: cells.map((cell) => decodeNumber(cell, numberStyle)),
      size: cells.length,
    }))
    .filter(({ values, size }) => size > 0 && values.filter((value) => value !== undefined).length >= minShare * size)
    .map(({ name, values }) => ({ name, values: values.filter((value) => value !== undefined) }))
    .filter(({ values }) => values.some((value) => value !== values[0]))
  const target = numeric.find(({ name }) => targetNames.test(name)) ?? numeric[0]
  if (!target)
    return `expected a column of numbers that change beside "${timed.name}", got ${readableColumn(rest, numberStyle) ?? header.join(', ')}`

  const style = timed.style!
  const at = header.indexOf(timed.name)
  const times = timesOf(
    rows.map((row) => (row[at] ?? '').trim()),
    style,
  )
  const known = times.flatMap((time, i) => (Number.isFinite(time) ? i : []))
  const numbers = new Set(numeric.map(({ name }) => name))
  const cells = rows.flatMap((row) => row.filter((_, i) => numbers.has(header[i]!)))
  return {
    time: timed.name,
    ...style,
    target: target.name,
    others: numeric.filter(({ name }) => name !== target.name).map(({ name }) => name),
    decimal,
    cadence: guessCadence(known.map((i) => times[i]!)),
    positive: target.values.every((value) => value > 0),
    missing: [...new Set(cells.map((cell) => cell.trim().toLowerCase()))]
      .filter((cell) => otherMissing.test(cell))
      .sort(),
    order: rowOrder(
      header,
      known.map((i) => rows[i]!),
      known.map((i) => times[i]!),
      timed.name,
    ),
  }
}

/** Texts that mean a missing value, besides the defaults. */
const otherMissing = /^(na|n\/a|n\.a\.|#n\/a|none|nil|missing|unknown|-|--|---|\.|\?|\*)$/
const isPresent = (cell: string) => !/^(nan|null)?$/i.test(cell) && !otherMissing.test(cell.toLowerCase())

/** A column that could be read as numbers with another option, and that option; undefined if there is none. */
function readableColumn(columns: readonly Column[], style: NumberStyle): string | undefined {
  for (const { name, cells } of columns) {
    const other = cells.filter((cell) => decodeNumber(cell, style) === undefined)
    const close = other.filter((cell) => numberHint(cell, style) !== '')
    if (close.length > 0 && other.length - close.length <= (1 - minShare) * cells.length)
      return `${close[0]} in "${name}"; ${numberHint(close[0]!, style)}`
  }
  return undefined
}

interface Column {
  readonly name: string
  readonly cells: readonly string[]
}

const count = (columns: readonly Column[], mark: string) =>
  columns.reduce(
    (sum, { cells }) => sum + cells.filter((cell) => /^[+-]?\d+[.,]\d+$/.test(cell) && cell.includes(mark)).length,
    0,
  )

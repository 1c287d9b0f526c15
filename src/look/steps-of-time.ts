import { parseDuration, pauses, stepsBetween } from '../time/duration.ts'
import { type CadenceGuess, guessCadence } from '../time/guess-cadence.ts'
import { measureSeasons } from './season.ts'
import type { SeriesKeys } from './series-keys.ts'
import type { WholeTable } from './whole-table.ts'

/** Series that seasons are measured of: the longest. */
const mostSeries = 9
/** Rows of a series that its steps are measured of: the newest, up to a year of minutes. */
const mostRows = 525_600

/**
 * The time from one row of a series to the next; that of the longest series if there are several.
 *
 * @param zone offset or zone that the times are written in, if it is not UTC
 */
export function cadenceOf(times: Float64Array, keys: SeriesKeys | undefined, zone?: string): CadenceGuess {
  const [rows] = rowsBySeries(times, keys)
  return guessCadence(timesAt(rows!, times), zone)
}

/** The seasons that most of the longest series have, in steps. */
export function seasonsOf(
  { times, values }: WholeTable,
  keys: SeriesKeys | undefined,
  cadence: string | undefined,
): readonly number[] {
  if (cadence === undefined) return []
  // The first target may be empty.
  const first = values.find((own) => own.some(Number.isFinite)) ?? values[0]!
  const found = rowsBySeries(times, keys)
    .slice(0, mostSeries)
    .map((rows) => measureSeasons(evenly(rows, times, first, cadence), cadence))
  const all = [...new Set(found.flat())]
  return all.filter((season) => found.filter((own) => own.includes(season)).length * 2 > found.length)
}

/** The newest rows of each series in order of time, each time once; the longest series first. */
function rowsBySeries(times: Float64Array, keys: SeriesKeys | undefined): readonly Uint32Array[] {
  const counts = new Uint32Array(keys?.count ?? 1)
  for (let row = 0; row < times.length; row++) counts[keys?.of[row] ?? 0]!++
  const rows = Array.from(counts, (count) => new Uint32Array(count))
  counts.fill(0)
  for (let row = 0; row < times.length; row++) {
    const series = keys?.of[row] ?? 0
    rows[series]![counts[series]!++] = row
  }
  return rows.map((own) => inOrder(own, times)).sort((a, b) => b.length - a.length)
}

function inOrder(rows: Uint32Array, times: Float64Array): Uint32Array {
  let rising = true
  for (let i = 1; i < rows.length && rising; i++) rising = times[rows[i]!]! > times[rows[i - 1]!]!
  if (rising) return rows.subarray(-mostRows)
  const sorted = rows.sort((a, b) => times[a]! - times[b]!)
  return sorted.filter((row, i) => i === 0 || times[row] !== times[sorted[i - 1]!]).subarray(-mostRows)
}

const timesAt = (rows: Uint32Array, times: Float64Array) => Float64Array.from(rows, (row) => times[row]!)

/** The values of a series in order of time, one a step; NaN for steps without a row. */
function evenly(rows: Uint32Array, times: Float64Array, values: Float64Array, cadence: string): Float64Array {
  const step = parseDuration(cadence)
  const from = times[rows[0]!]!
  const places = Array.from(rows, (row) => Math.round(stepsBetween(from, times[row]!, step)))
  const length = places.at(-1)! + 1
  // Days without trade are not gaps, and a row far away is a mistake.
  if (pauses(step) || length > 4 * rows.length) return Float64Array.from(rows, (row) => values[row]!)
  const grid = new Float64Array(length).fill(Number.NaN)
  for (const [i, row] of rows.entries()) grid[places[i]!] = values[row]!
  return grid
}

import { parseDuration, pauses, stepsBetween } from '../time/duration.ts'
import { type CadenceGuess, guessCadence } from '../time/guess-cadence.ts'
import { measureSeasons } from './season.ts'
import type { SeriesKeys } from './series-keys.ts'
import type { WholeTable } from './whole-table.ts'

/** The newest rows of a series that its cadence is guessed from: a year of minutes. */
const mostTimes = 525_600
/** Series that seasons are measured of: the longest. */
const mostSeries = 9

/**
 * The time from one row of a series to the next; that of the longest series if there are several.
 *
 * @param zone offset or zone that the times are written in, if it is not UTC
 */
export function cadenceOf(times: Float64Array, keys: SeriesKeys | undefined, zone?: string): CadenceGuess {
  const [rows] = rowsBySeries(times.length, keys)
  const own = Float64Array.from(rows!, (row) => times[row]!).sort()
  return guessCadence(own.subarray(-mostTimes), zone)
}

/** The seasons that most of the longest series have, in steps. */
export function seasonsOf(
  { times, values }: WholeTable,
  keys: SeriesKeys | undefined,
  cadence: string | undefined,
): readonly number[] {
  if (cadence === undefined) return []
  const found = rowsBySeries(times.length, keys)
    .slice(0, mostSeries)
    .map((rows) => measureSeasons(evenly(rows, times, values[0]!, cadence), cadence))
  const all = [...new Set(found.flat())]
  return all.filter((season) => found.filter((own) => own.includes(season)).length * 2 > found.length)
}

/** The rows of each series, the longest series first. */
function rowsBySeries(count: number, keys: SeriesKeys | undefined): readonly (readonly number[])[] {
  if (!keys) return [Array.from({ length: count }, (_, row) => row)]
  const rows: number[][] = Array.from({ length: keys.count }, () => [])
  for (let row = 0; row < count; row++) rows[keys.of[row]!]!.push(row)
  return rows.sort((a, b) => b.length - a.length)
}

/** The values of a series in order of time, one a step; NaN for steps without a row. */
function evenly(rows: readonly number[], times: Float64Array, values: Float64Array, cadence: string): Float64Array {
  const sorted = [...rows].sort((a, b) => times[a]! - times[b]!)
  const inOrder = sorted.filter((row, i) => i === 0 || times[row] !== times[sorted[i - 1]!])
  const step = parseDuration(cadence)
  const from = times[inOrder[0]!]!
  const places = inOrder.map((row) => Math.round(stepsBetween(from, times[row]!, step)))
  const length = places.at(-1)! + 1
  // Days without trade are not gaps, and a row far away is a mistake.
  if (pauses(step) || length > 4 * inOrder.length) return Float64Array.from(inOrder, (row) => values[row]!)
  const grid = new Float64Array(length).fill(Number.NaN)
  for (const [i, row] of inOrder.entries()) grid[places[i]!] = values[row]!
  return grid
}

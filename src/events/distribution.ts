import type { ForecastData } from '../series/forecast.ts'
import { gaussianProbability } from '../stats/gaussian-probability.ts'
import { gaussianQuantile } from '../stats/gaussian-quantile.ts'

/*
 * The distribution that point and intervals describe: the point is its median, and the ends of an interval of level L
 * are its quantiles (1 ± L) / 2. Between them the standard deviations of a normal distribution are interpolated, which
 * keeps the order of the quantiles. Beyond the outermost interval they go on as between the last two ends, or as from
 * the point to the last end if that is wider.
 */

/** What is needed of a forecast: point and intervals, shape [channels × leads], levels rising. */
export type Spread = Pick<ForecastData, 'values' | 'levels' | 'lower' | 'upper'>

/** Above or below. */
export type Side = 1 | -1

/** Deviations beyond these are not told apart. */
export const mostDeviations = 1e4
/** Differences of this share of a number are from rounding. */
const rounding = 1e-9

/**
 * How far a value is from a forecast, in standard deviations.
 *
 * @param entry channel × leads.length + i
 * @returns below 0 for values below the point; NaN if something is missing
 */
export function deviations(spread: Spread, entry: number, value: number): number {
  const away = difference(value, spread.values[entry]!)
  const side = away < 0 ? -1 : 1
  return side * position(spread, entry, side, Math.abs(away), false)
}

/**
 * The probability that a value will be above (or below) a limit, not counting the limit itself.
 *
 * @param entry channel × leads.length + i
 * @param side 1 for above, −1 for below
 * @returns 0 … 1; NaN if the forecast is missing
 */
export function probabilityBeyond(spread: Spread, entry: number, limit: number, side: Side): number {
  const away = side * difference(limit, spread.values[entry]!)
  return away < 0
    ? gaussianProbability(position(spread, entry, side === 1 ? -1 : 1, -away, false))
    : gaussianProbability(-position(spread, entry, side, away, true))
}

function difference(value: number, point: number): number {
  const away = value - point
  return Math.abs(away) <= rounding * Math.max(Math.abs(value), Math.abs(point)) ? 0 : away
}

/**
 * The deviations of a distance from the point.
 *
 * @param outer if several are of the same distance, as when an interval ends at the point: whether to take the largest
 */
function position({ values, levels, lower, upper }: Spread, entry: number, side: Side, away: number, outer: boolean) {
  const ends = side === 1 ? upper : lower
  let inner = 0
  let innerDeviations = 0
  let slope = 0
  for (let v = 0; v < levels.length; v++) {
    const end = Math.max(inner, side * (ends[v]![entry]! - values[entry]!))
    const endDeviations = gaussianQuantile((1 + levels[v]!) / 2)
    slope = (end - inner) / (endDeviations - innerDeviations)
    if (outer ? away < end : away <= end) return innerDeviations + (slope > 0 ? (away - inner) / slope : 0)
    inner = end
    innerDeviations = endDeviations
  }
  const tail = Math.max(slope, inner / innerDeviations)
  const far = tail > 0 ? innerDeviations + (away - inner) / tail : mostDeviations
  return Number.isNaN(away) || Number.isNaN(tail) ? Number.NaN : Math.min(mostDeviations, far)
}

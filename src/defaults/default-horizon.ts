import { formatDuration, parseDuration } from '../time/duration.ts'

/** The default horizon by cadence, as written by `formatDuration`: a usual planning period. */
const horizons: ReadonlyMap<string, number> = new Map([
  ['1h', 24], // a day
  ['1d', 7], // a week
  ['1bd', 5], // a trading week
  ['1w', 4], // a month
  ['1mo', 12], // a year
])

/** For other cadences: ten steps show more than one, at little cost. */
const otherwise = 10

/** The default horizon in steps; the same for every way to write a cadence (`60min` is `1h`). */
export function defaultHorizon(cadence: string | undefined): number {
  if (cadence === undefined) return otherwise
  return horizons.get(formatDuration(parseDuration(cadence))) ?? otherwise
}

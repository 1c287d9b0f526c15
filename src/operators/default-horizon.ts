import { formatDuration, parseDuration } from '../time/duration.ts'

/** The horizon where none is named, by cadence as `formatDuration` writes it: up to the season that people plan by. */
const horizons: ReadonlyMap<string, number> = new Map([
  ['1h', 24], // a day
  ['1d', 7], // a week
  ['1bd', 5], // a trading week
  ['1w', 4], // a month
  ['1mo', 12], // a year
])

/** Ten steps say more than one and cost little: what is taken for every other cadence. */
const otherwise = 10

/** The same for every way to write a cadence: `60min` is `1h`. */
export function defaultHorizon(cadence: string | undefined): number {
  if (cadence === undefined) return otherwise
  return horizons.get(formatDuration(parseDuration(cadence))) ?? otherwise
}

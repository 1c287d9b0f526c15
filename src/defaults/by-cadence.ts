import { dayMs, formatDuration, parseDuration, stepsInSeason } from '../time/duration.ts'

/** Horizons by cadence, as written by `formatDuration`: a usual planning period. */
const horizons = [
  { cadence: '1h', of: 'hours', steps: 24 }, // a day
  { cadence: '1d', of: 'days', steps: 7 }, // a week
  { cadence: '1bd', of: 'business days', steps: 5 }, // a trading week
  { cadence: '1w', of: 'weeks', steps: 4 }, // a month
  { cadence: '1mo', of: 'months', steps: 12 }, // a year
]
/** For any other cadence: ten steps show more than one and cost little. */
const otherHorizon = 10

/** The sentence for the option `horizon`. */
export const horizonDefault = `Default by cadence: ${horizons.map(({ of, steps }) => `${steps} for ${of}`).join(', ')}, else ${otherHorizon}.`

/** The default horizon in steps; the same for every way to write a cadence (`60min` is `1h`). */
export function defaultHorizon(cadence: string | undefined): number {
  if (cadence === undefined) return otherHorizon
  const written = formatDuration(parseDuration(cadence))
  return horizons.find((one) => one.cadence === written)?.steps ?? otherHorizon
}

/**
 * The default season in steps: a day for cadences up to half a day, a year for days, weeks and months. Prices have no
 * usable season, and neither have cadences of more than half a year.
 *
 * @example defaultSeason('15min') // 96
 */
export function defaultSeason(cadence: string | undefined): number | undefined {
  if (cadence === undefined) return undefined
  const step = parseDuration(cadence)
  if (step.kind === 'businessDays' || (step.kind === 'months' && step.months > 6)) return undefined
  return stepsInSeason(step.kind === 'fixed' && step.ms <= dayMs / 2 ? '1d' : '1y', cadence)
}

/** Series of several steps a day are long and allow a larger rate; daily, price and monthly series are shorter and noisier. */
const learningRates = { belowDay: 1e-3, other: 3e-4 }

/** The sentence for the option `learningRate`. */
export const learningRateDefault = `Default: ${learningRates.belowDay.toExponential()} for cadences below a day, else ${learningRates.other.toExponential()}.`

/** The default learning rate of `lstm`. */
export function defaultLearningRate(cadence: string | undefined): number {
  if (cadence === undefined) return learningRates.other
  const step = parseDuration(cadence)
  return step.kind === 'fixed' && step.ms < dayMs ? learningRates.belowDay : learningRates.other
}

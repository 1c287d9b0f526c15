import { parseDuration, stepsInSeason } from '../time/duration.ts'
import { slotsInDay } from '../time/sessions.ts'
import { dayMs, weekMs } from '../time/week.ts'

/** Horizons by length of a step: a usual planning period. */
const horizons = [
  { ms: dayMs / 24, of: 'hours', steps: 24 }, // a day
  { ms: dayMs, of: 'days', steps: 7 }, // a week
  { ms: weekMs, of: 'weeks', steps: 4 }, // a month
]
const months = 12
/** Of opening hours a day is shown if it is not longer than two days of hours. */
const longestDay = 48
/** For any other cadence: ten steps show more than one and cost little. */
const otherHorizon = 10

/** The sentence for the option `horizon`. */
export const horizonDefault = `Default by cadence: ${horizons.map(({ of, steps }) => `${steps} for ${of}`).join(', ')}, ${months} for months, a week of business days or other weekdays, a day of opening hours, else ${otherHorizon}.`

/** The default horizon in steps; the same for every way to write a cadence (`60min` is `1h`). */
export function defaultHorizon(cadence: string | undefined): number {
  if (cadence === undefined) return otherHorizon
  const step = parseDuration(cadence)
  if (step.kind === 'months') return step.months === 1 ? months : otherHorizon
  if (step.kind === 'weekdays') return step.days === 1 ? step.slots.length : otherHorizon
  if (step.kind === 'fixed') return horizons.find(({ ms }) => ms === step.ms)?.steps ?? otherHorizon
  const day = slotsInDay(step)
  return day <= longestDay ? day : otherHorizon
}

/**
 * The default season in steps: a day for cadences up to half a day and for opening hours, a week for weekdays, a year
 * for days, weeks and months. Prices have no usable season, and neither have cadences of more than half a year.
 *
 * @example defaultSeason('15min') // 96
 */
export function defaultSeason(cadence: string | undefined): number | undefined {
  if (cadence === undefined) return undefined
  const step = parseDuration(cadence)
  if (step.kind === 'weekdays') return step.business ? undefined : usable(step.slots.length / step.days)
  if (step.kind === 'sessions') return usable(slotsInDay(step))
  if (step.kind === 'months' && step.months > 6) return undefined
  return stepsInSeason(step.kind === 'fixed' && step.ms <= dayMs / 2 ? '1d' : '1y', cadence)
}

/** A season has at least two steps. */
const usable = (steps: number) => (steps < 2 ? undefined : Math.round(steps))

/** Series of several steps a day are long and allow a larger rate; daily, price and monthly series are shorter and noisier. */
const learningRates = { belowDay: 1e-3, other: 3e-4 }

/** The sentence for the option `learningRate`. */
export const learningRateDefault = `Default: ${learningRates.belowDay.toExponential()} for cadences below a day, else ${learningRates.other.toExponential()}.`

/** The default learning rate of `lstm`. */
export function defaultLearningRate(cadence: string | undefined): number {
  if (cadence === undefined) return learningRates.other
  const step = parseDuration(cadence)
  return 'ms' in step && step.ms < dayMs ? learningRates.belowDay : learningRates.other
}

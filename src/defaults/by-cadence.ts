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
const yearMs = 365 * dayMs
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
 * The default seasons in steps, the primary one first: a day and a week for cadences up to half a day and for opening
 * hours, a week for weekdays, a year and a week for days, a year for weeks and months. Prices have no usable season, and
 * neither have cadences of more than half a year.
 *
 * @example defaultSeasons('15min') // [96, 672]
 */
export function defaultSeasons(cadence: string | undefined): readonly number[] {
  if (cadence === undefined) return []
  const step = parseDuration(cadence)
  if (step.kind === 'weekdays') return step.business ? [] : usable(step.slots.length / step.days)
  if (step.kind === 'sessions') return usable(slotsInDay(step), step.slots.length)
  if (step.kind === 'months') return step.months > 6 ? [] : [stepsInSeason('1y', cadence)]
  if (step.ms <= dayMs / 2) return usable(stepsInSeason('1d', cadence), stepsInSeason('1w', cadence))
  if (step.ms > yearMs / 2) return []
  const year = stepsInSeason('1y', cadence)
  return step.ms === dayMs ? [year, stepsInSeason('1w', cadence)] : [year]
}

/** A week of minutes: longer ones would take too much memory unasked. */
const longestWeek = 10_080

/** A season has at least two steps, and one beside the primary season is not too long. */
const usable = (...seasons: readonly number[]) =>
  seasons.filter((steps, i) => steps >= 2 && (i === 0 || steps <= longestWeek)).map(Math.round)

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

import { parseDuration, stepsInSeason } from '../time/duration.ts'

/**
 * The season that a cadence suggests, in steps: a day of anything shorter than half of one, a year of days, weeks and months. Prices have none worth forecasting by, and years none at all.
 * @example defaultSeason('15min') // 96
 */
export function defaultSeason(cadence: string | undefined): number | undefined {
  if (cadence === undefined) return undefined
  const step = parseDuration(cadence)
  if (step.kind === 'businessDays' || (step.kind === 'months' && step.months > 6)) return undefined
  return stepsInSeason(step.kind === 'fixed' && step.ms <= 43_200_000 ? '1d' : '1y', cadence)
}

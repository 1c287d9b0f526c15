import { parseDuration, stepsInSeason } from '../time/duration.ts'

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
  return stepsInSeason(step.kind === 'fixed' && step.ms <= 43_200_000 ? '1d' : '1y', cadence)
}

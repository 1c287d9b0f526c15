import { type Duration, stepsBetween } from './duration.ts'

/**
 * Steps to let pass for a gap between two observations: at least as many as the longest lead, so that all that was due in the gap passes; of a gap longer than that and a season, only as many as
 * bring the season out right. Without a cadence, or a time before, the gap's length is not known.
 *
 * @param previous time of the observation before, in milliseconds; NaN where there is none
 * @param season in steps; 1 where there is none
 */
export function gapSteps(
  previous: number,
  time: number,
  cadence: Duration | undefined,
  longest: number,
  season: number,
): number {
  if (cadence === undefined || Number.isNaN(previous)) return longest
  const missing = Math.max(0, Math.round(stepsBetween(previous, time, cadence)) - 1)
  if (missing <= longest + season) return Math.max(missing, longest)
  return longest + ((missing - longest) % season)
}

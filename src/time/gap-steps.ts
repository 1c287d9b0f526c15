import { type Duration, stepsBetween } from './duration.ts'

/**
 * Steps to advance for a gap between two observations: all that are missing; of a gap longer than the longest lead and
 * two seasons, only as many as keep the phase of the season. Without a cadence or a previous time the length of the gap
 * is not known: the longest lead, so that all forecasts due in the gap expire.
 *
 * @param previous time of the observation before the gap, in milliseconds; NaN for none
 * @param season in steps; 1 for none
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
  const most = longest + 2 * season
  return missing <= most ? missing : most - season + ((missing - most) % season)
}

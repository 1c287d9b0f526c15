import { addSteps, type Duration } from './duration.ts'

/**
 * Times that lie some leads after an origin: by the cadence where it is known, else by the last step seen (`previous` to `origin`), else NaN.
 *
 * @param previous Time of the observation before, in milliseconds; absent at the first.
 */
export function timesAhead(
  origin: number,
  leads: readonly number[],
  cadence: Duration | undefined,
  previous: number | undefined,
): number[] {
  if (cadence) return leads.map((lead) => addSteps(origin, cadence, lead))
  if (previous === undefined) return leads.map(() => Number.NaN)
  return leads.map((lead) => origin + lead * (origin - previous))
}

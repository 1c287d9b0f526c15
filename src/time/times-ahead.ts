import { addSteps, type Duration } from './duration.ts'

/**
 * Times of the leads after an origin: by the cadence if it is known, else by the last step (`previous` to `origin`),
 * else NaN.
 *
 * @param previous time of the observation before, in milliseconds; absent for the first
 */
export function timesAhead(
  origin: number,
  leads: readonly number[],
  cadence: Duration | undefined,
  previous: number | undefined,
): number[] {
  const step = previous === undefined ? Number.NaN : origin - previous
  const times = new Array<number>(leads.length)
  for (let i = 0; i < leads.length; i++) {
    times[i] = cadence ? addSteps(origin, cadence, leads[i]!) : origin + leads[i]! * step
  }
  return times
}

/**
 * Mean number of steps from one value other than 0 to the next, from which a series is intermittent (Syntetos, Boylan &
 * Croston 2005). Experts for such series sleep while there are fewer zeros.
 */
const leastInterval = 1.32
/** Fewer values tell nothing. */
const leastValues = 3

/**
 * @param steps number of known values
 * @param demands how many of them are not 0
 */
export const isIntermittent = (steps: number, demands: number): boolean =>
  steps > leastValues * leastInterval && steps > leastInterval * demands

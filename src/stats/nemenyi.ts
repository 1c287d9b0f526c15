import { exp } from './elementary.ts'

/** Steps a unit of the grid that distributions are summed over, and its end: beyond, the normal density is below 1e-14. */
const steps = 100
const end = 8

/**
 * How far the mean ranks of two of several forecasters must be apart to be significantly different at 5 %: the critical
 * difference of Nemenyi (1963), as in Demšar (2006) and, for forecasts of many series, Koning, Franses, Hibon & Stekler
 * (2005). The ranks of different series are taken to be independent.
 *
 * @param forecasters at least 2
 * @param series whose ranks the means are of
 * @example criticalDifference(10, 30) // 2.473
 */
export const criticalDifference = (forecasters: number, series: number): number =>
  rangeQuantile(forecasters) * Math.sqrt((forecasters * (forecasters + 1)) / (12 * series))

/** What the range of k standard normal numbers exceeds with a probability of 5 %. */
function rangeQuantile(k: number): number {
  const points = 2 * end * steps
  const density = Array.from({ length: points + 1 }, (_, i) => normal(i / steps - end))
  // Simpson's rule between two points.
  const below = new Float64Array(points + 1)
  for (let i = 1; i <= points; i++)
    below[i] = below[i - 1]! + (density[i - 1]! + 4 * normal((i - 0.5) / steps - end) + density[i]!) / (6 * steps)
  /** Probability of a range of at most `width` steps: the largest number is at i, the others are below it. */
  const within = (width: number) => {
    let sum = 0
    for (let i = 0; i <= points; i++) {
      const other = below[i]! - (i < width ? 0 : below[i - width]!)
      let others = 1
      for (let n = 1; n < k; n++) others *= other
      sum += density[i]! * others
    }
    return (k * sum) / steps
  }
  let low = 0
  let high = points
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (within(middle) < 0.95) low = middle
    else high = middle
  }
  const [from, to] = [within(low), within(high)]
  return (low + (0.95 - from) / (to - from)) / steps
}

const normal = (z: number) => exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)

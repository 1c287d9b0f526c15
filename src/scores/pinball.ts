import type { ErrorSums } from './error-sums.ts'
import { mae } from './mae.ts'
import { meanWinkler } from './mean-winkler.ts'

/**
 * Mean pinball loss of the quantiles that are forecast: the point as the median, and both ends of each interval. That of
 * the median is half its absolute error, and those of the ends add up to α/2 times their Winkler score. Over the mean
 * absolute error of a naive forecast it is the scaled pinball loss (Makridakis et al. 2022, for the M5 competition).
 *
 * @returns NaN without intervals, or before the first error
 */
export function pinball(sums: ErrorSums, cell: number): number {
  const { levels } = sums
  if (levels.length === 0) return Number.NaN
  const ends = levels.reduce((sum, level, v) => sum + ((1 - level) / 2) * meanWinkler(sums, cell, v), 0)
  return (mae(sums, cell) / 2 + ends) / (1 + 2 * levels.length)
}

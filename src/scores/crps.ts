import type { ErrorSums } from './error-sums.ts'
import { pinball } from './pinball.ts'

/**
 * The continuous ranked probability score, approximated by the quantiles that are forecast: twice their mean pinball
 * loss, which is the weighted interval score (Bracher et al. 2021). In units of the errors, and less is better. Without
 * a spread it would be the absolute error.
 *
 * @returns NaN without intervals, or before the first error
 */
export const crps = (sums: ErrorSums, cell: number): number => 2 * pinball(sums, cell)

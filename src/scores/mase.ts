import type { ErrorSums } from './error-sums.ts'
import { mae } from './mae.ts'

/**
 * Mean absolute scaled error (Hyndman & Koehler 2006); NaN before the first error.
 *
 * @param naive mean absolute error of the naive forecast, in the units of the sums
 */
export const mase = (sums: ErrorSums, cell: number, naive: number): number => mae(sums, cell) / naive

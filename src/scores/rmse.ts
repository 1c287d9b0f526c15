import type { ErrorSums } from './error-sums.ts'

/** Mean squared error; NaN before the first error. */
export const mse = (sums: ErrorSums, cell: number): number => sums.get(cell, 'squared') / sums.get(cell, 'count')

/** Root mean squared error; NaN before the first error. */
export const rmse = (sums: ErrorSums, cell: number): number => Math.sqrt(mse(sums, cell))

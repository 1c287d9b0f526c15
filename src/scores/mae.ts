import type { ErrorSums } from './error-sums.ts'

/** Mean absolute error; NaN before the first error. */
export const mae = (sums: ErrorSums, cell: number): number => sums.get(cell, 'absolute') / sums.get(cell, 'count')

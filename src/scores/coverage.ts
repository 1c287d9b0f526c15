import type { ErrorSums } from './error-sums.ts'

/** Share of the actual values inside the intervals of a level; NaN before the first interval. */
export const coverage = (sums: ErrorSums, cell: number, level: number): number =>
  sums.ofLevel(cell, level, 'inside') / sums.ofLevel(cell, level, 'intervals')

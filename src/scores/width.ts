import type { ErrorSums } from './error-sums.ts'

/** Mean width of the intervals of a level; NaN before the first interval. */
export const width = (sums: ErrorSums, cell: number, level: number): number =>
  sums.ofLevel(cell, level, 'width') / sums.ofLevel(cell, level, 'intervals')

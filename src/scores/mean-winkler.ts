import type { ErrorSums } from './error-sums.ts'

/** Mean Winkler score of the intervals of a level; NaN before the first interval. */
export const meanWinkler = (sums: ErrorSums, cell: number, level: number): number =>
  sums.ofLevel(cell, level, 'winkler') / sums.ofLevel(cell, level, 'intervals')

import { coverage } from './coverage.ts'
import { crps } from './crps.ts'
import type { ErrorSums } from './error-sums.ts'
import { mae } from './mae.ts'
import { meanWinkler } from './mean-winkler.ts'
import { mse, rmse } from './rmse.ts'
import { width } from './width.ts'

/** The metrics of one cell of sums, in the units of its errors. */
export interface Tally {
  readonly count: number
  readonly mae: number
  readonly rmse: number
  readonly mse: number
  /** NaN without intervals. */
  readonly crps: number
  /** Share of the actual values inside each interval, its mean width, and its mean Winkler score; one entry a level. */
  readonly coverage: readonly number[]
  readonly width: readonly number[]
  readonly winkler: readonly number[]
}

export function tally(sums: ErrorSums, cell: number): Tally {
  const levels = [...sums.levels.keys()]
  return {
    count: sums.get(cell, 'count'),
    mae: mae(sums, cell),
    rmse: rmse(sums, cell),
    mse: mse(sums, cell),
    crps: crps(sums, cell),
    coverage: levels.map((level) => coverage(sums, cell, level)),
    width: levels.map((level) => width(sums, cell, level)),
    winkler: levels.map((level) => meanWinkler(sums, cell, level)),
  }
}

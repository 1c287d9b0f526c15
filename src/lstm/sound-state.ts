import type { Condition } from '../state/fields.ts'

/** The largest float32. Both engines reject larger numbers. */
export const largestFloat32 = 3.4028234663852886e38

/** What weights, states and outputs have to be. */
export const inFloat32: Condition = {
  holds: (x) => Math.abs(x) <= largestFloat32,
  expected: 'finite numbers',
}

/** What second moments have to be: Adam takes their square root. */
export const secondMoments: Condition = {
  holds: (x) => x >= 0 && x <= largestFloat32,
  expected: 'finite numbers of at least 0',
}

/** What a row of the store consists of. */
export interface RowSizes {
  readonly inputs: number
  readonly targets: number
  /** Inputs, targets and state together. */
  readonly length: number
}

/** What the rows of a store have to be: whole rows, at most `memory`, of finite inputs and states, with targets that are missing or at most `maxTarget` in size. */
export function soundRows({ inputs, targets, length }: RowSizes, memory: number, maxTarget: number): Condition {
  return {
    holds: (x, i, rows) => {
      if (i === 0 && (rows.length % length !== 0 || rows.length > memory * length)) return false
      const at = i % length
      return at >= inputs && at < inputs + targets ? !(Math.abs(x) > maxTarget) : inFloat32.holds(x, i, rows)
    },
    expected: `up to ${memory} rows of ${length} finite numbers, targets missing or within ±${maxTarget}`,
  }
}

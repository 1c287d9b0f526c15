import type { Condition, Lengths } from '../state/fields.ts'

/** The largest float32. Both engines reject larger numbers. */
export const largestFloat32 = 3.4028234663852886e38

/** What weights, states and outputs have to be. */
export const inFloat32: Condition = {
  holds: (x) => Math.abs(x) <= largestFloat32,
  range: [-largestFloat32, largestFloat32],
  expected: 'finite numbers',
}

/** What second moments have to be: Adam takes their square root. */
export const secondMoments: Condition = {
  holds: (x) => x >= 0 && x <= largestFloat32,
  range: [0, largestFloat32],
  expected: 'finite numbers of at least 0',
}

/** What a row of the store consists of. */
export interface RowSizes {
  readonly inputs: number
  readonly targets: number
  /** Inputs, targets and state together. */
  readonly length: number
}

/**
 * What rows of the store have to be: finite inputs and states, with targets that are missing or at most `maxTarget` in
 * size.
 */
export function soundRows({ inputs, targets, length }: RowSizes, maxTarget: number): Condition {
  return {
    holds: (x, i) => {
      const at = i % length
      return at >= inputs && at < inputs + targets ? !(Math.abs(x) > maxTarget) : inFloat32.holds(x, i)
    },
    range: [-maxTarget, maxTarget],
    expected: `finite numbers, targets missing or within ±${maxTarget}`,
  }
}

/** What the store has to be: whole rows, no more than it has places for. */
export const wholeRows = (length: number, memory: number): Lengths => ({
  holds: (numbers) => numbers % length === 0 && numbers <= memory * length,
  expected: `up to ${memory} rows of ${length} numbers`,
})

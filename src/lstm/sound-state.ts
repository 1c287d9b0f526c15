import type { Condition, Lengths } from '../state/fields.ts'

/** The largest float32. Both engines reject larger numbers. */
export const maxFloat32 = 3.4028234663852886e38

/** Condition of weights, states and outputs. */
export const inFloat32: Condition = {
  holds: (x) => Math.abs(x) <= maxFloat32,
  range: [-maxFloat32, maxFloat32],
  expected: 'finite numbers',
}

/** What a number of an input must be that is not finite in float32. */
export const expectedInFloat32 = (x: unknown): string =>
  Number.isFinite(x) ? `numbers within ±${maxFloat32} (float32)` : 'finite numbers'

/** Condition of second moments: Adam takes their square root. */
export const secondMoments: Condition = {
  holds: (x) => x >= 0 && x <= maxFloat32,
  range: [0, maxFloat32],
  expected: 'finite numbers of at least 0',
}

/** Numbers in a row of the store. */
export interface RowSizes {
  readonly inputs: number
  readonly targets: number
  /** Inputs, targets, base and scale together. */
  readonly length: number
}

/** Condition of rows of the store: finite inputs and base, with targets that are missing or as `condition` demands. */
export function soundRows({ inputs, targets, length }: RowSizes, condition: Condition): Condition {
  const isTarget = (at: number) => at >= inputs && at < inputs + targets
  return {
    holds: (x, i) => (isTarget(i % length) ? Number.isNaN(x) || condition.holds(x, i) : inFloat32.holds(x, i)),
    ...(condition.range && { range: condition.range }),
    expected: `finite numbers, targets missing or ${condition.expected}`,
  }
}

/** A fixed length. */
export const exactly = (length: number): Lengths => ({
  holds: (numbers) => numbers === length,
  expected: `${length} numbers`,
})

/** What the store has to be: whole rows, no more than it has places for. */
export const wholeRows = (length: number, memory: number): Lengths => ({
  holds: (numbers) => numbers % length === 0 && numbers <= memory * length,
  expected: `up to ${memory} rows of ${length} numbers`,
})

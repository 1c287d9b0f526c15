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
  /** Inputs and targets together. */
  readonly length: number
}

/** Condition of rows of the store: finite inputs, with targets that are missing or as `targets` demands. */
export function soundRows({ inputs, length }: RowSizes, targets: Condition): Condition {
  return {
    holds: (x, i) => (i % length >= inputs ? Number.isNaN(x) || targets.holds(x, i) : inFloat32.holds(x, i)),
    ...(targets.range && { range: targets.range }),
    expected: `finite numbers, targets missing or ${targets.expected}`,
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

import type { Fields } from '../state/fields.ts'

/** Rows of numbers as the experts read them. */
export interface SequenceItem {
  /** Shape [steps × columns]; a missing number is the one before it, NaN if there is none. */
  readonly numbers: Float64Array
}

/** @param rows shape [steps × columns] */
export function sequenceItem(rows: readonly ArrayLike<number>[], columns: number): SequenceItem {
  const numbers = new Float64Array(rows.length * columns)
  rows.forEach((row, step) => {
    for (let c = 0; c < columns; c++) {
      const at = step * columns + c
      const before = step > 0 ? numbers[at - columns]! : Number.NaN
      numbers[at] = Number.isNaN(row[c]!) ? before : row[c]!
    }
  })
  return { numbers }
}

const notInfinite = { holds: (x: number) => Number.isNaN(x) || Number.isFinite(x), expected: 'no infinite numbers' }

/** Passes an item on to a snapshot. */
export const visitSequence =
  (columns: number) =>
  (fields: Fields, item: SequenceItem = { numbers: new Float64Array(0) }): SequenceItem => {
    const whole = { holds: (length: number) => length % columns === 0, expected: `whole rows of ${columns} numbers` }
    return { numbers: fields.array('numbers', item.numbers, notInfinite, whole) }
  }

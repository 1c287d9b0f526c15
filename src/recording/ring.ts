import type { Fields } from '../state/fields.ts'

type Numbers = Float64Array | Float32Array | Uint8Array

/**
 * The last `capacity` rows of `width` numbers each, numbered from the beginning. Memory grows with the rows up to the
 * capacity.
 */
export class Ring<Array extends Numbers> {
  readonly capacity: number
  readonly width: number
  numbers: Array
  private readonly make: (length: number) => Array

  constructor(make: (length: number) => Array, width: number, capacity: number) {
    this.make = make
    this.width = width
    this.capacity = capacity
    this.numbers = make(0)
  }

  /** Index in `numbers` where row `row` begins. `numbers` may be another array afterwards, as it grows if needed. */
  place(row: number): number {
    const at = (row % this.capacity) * this.width
    if (at + this.width > this.numbers.length) this.grow(at + this.width)
    return at
  }

  /** A copy of rows `from` … `to − 1`, which must be among the last `capacity`. */
  stretch(from: number, to: number): Array {
    const { capacity, width, numbers } = this
    const out = this.make(Math.max(0, to - from) * width)
    for (let row = from; row < to; ) {
      const slot = row % capacity
      const run = Math.min(to - row, capacity - slot)
      out.set(numbers.subarray(slot * width, (slot + run) * width), (row - from) * width)
      row += run
    }
    return out
  }

  /** A ring of another capacity with the last rows of this one; `end` is the number of the row to come. */
  resized(capacity: number, end: number): Ring<Array> {
    const ring = new Ring(this.make, this.width, capacity)
    const kept = Math.min(end, this.capacity, capacity)
    for (let row = end - kept; row < end; row++) {
      const at = ring.place(row)
      ring.numbers.set(this.stretch(row, row + 1), at)
    }
    return ring
  }

  /** Saves the rows as they lie in memory; `end` is the number of the row to come. */
  state(fields: Fields, name: string, end: number): void {
    const length = Math.min(end, this.capacity) * this.width
    if (length > this.numbers.length) this.grow(length)
    fields.numbers(name, this.numbers.subarray(0, length))
  }

  /** The same where `end` is not known before it is restored. */
  stateOfAny(fields: Fields, name: string, end: number): void {
    const { capacity, width } = this
    const holds = (length: number) => length % width === 0 && length <= capacity * width
    const kept = this.numbers.subarray(0, Math.min(end, capacity) * width) as Array
    const stored = fields.array(name, kept, undefined, { holds, expected: `at most ${capacity} rows of ${width}` })
    if (stored !== kept) this.numbers = stored
  }

  private grow(needed: number): void {
    const { capacity, width } = this
    const numbers = this.make(Math.min(capacity * width, Math.max(256 * width, 2 * this.numbers.length, needed)))
    numbers.set(this.numbers)
    this.numbers = numbers
  }
}

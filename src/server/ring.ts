type Numbers = Float64Array | Float32Array | Uint8Array

/** The last `capacity` rows of `width` numbers each, numbered from the beginning; they take no more memory than there were rows. */
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

  /** Where row `row` begins in `numbers`, which may be another array afterwards: room is made where there is none yet. */
  place(row: number): number {
    const at = (row % this.capacity) * this.width
    if (at + this.width > this.numbers.length) this.grow(at + this.width)
    return at
  }

  /** Rows `from` … `to − 1`, copied out. They must be kept still. */
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

  /** Full-sized only for runs that fill it. */
  private grow(needed: number): void {
    const { capacity, width } = this
    const numbers = this.make(Math.min(capacity * width, Math.max(256 * width, 2 * this.numbers.length, needed)))
    numbers.set(this.numbers)
    this.numbers = numbers
  }
}

import { type Fields, finite, nonNegative, type Saveable } from '../state/fields.ts'

/** Numbers are added as whole multiples of this, and of size `largest` at most: their sums are exact in any order. */
const unit = 1 / (1 << 20)
const largest = 1 << 10
/** A series counts in the mean by the targets it has learned from, up to this many. */
const mostTargets = 100
/** Factor of what was learned earlier, at each time. From .95 to .99 no kind of series is forecast otherwise. */
const discount = 0.95

/**
 * The mean of what several series have learned, number by number: what a new one begins with. What is added counts from
 * the next `apply` on, whatever the order it was added in.
 */
export class Prior implements Saveable {
  /** The means, then weighted sums of what was added since the last `apply`, in units. */
  private numbers: Float64Array
  /** Sum of the weights of what was added since, and the discounted sum of those before. */
  private added = 0
  private weight = 0

  /** @param size number of numbers */
  constructor(size = 0) {
    this.numbers = new Float64Array(2 * size)
  }

  get size(): number {
    return this.numbers.length / 2
  }

  /** The means, a view; undefined before there are any. */
  get mean(): Float64Array | undefined {
    return this.weight > 0 ? this.numbers.subarray(0, this.size) : undefined
  }

  /**
   * Adds what a series has learned.
   *
   * @param parts together as many numbers as the prior has; one that is NaN counts as 0
   * @param targets number of targets that it has learned from
   */
  add(parts: readonly Float64Array[], targets: number): void {
    const { numbers: sums } = this
    const weight = Math.min(targets, mostTargets)
    this.added += weight
    let at = this.size
    for (const numbers of parts)
      for (let i = 0; i < numbers.length; i++, at++) {
        const units = Math.round(Math.max(-largest, Math.min(largest, numbers[i]!)) / unit)
        if (!Number.isNaN(units)) sums[at]! += weight * units
      }
  }

  /** Takes what was added into the means. */
  apply(): void {
    if (this.added === 0) return
    const { numbers, size } = this
    this.weight = discount * this.weight + this.added
    const share = this.added / this.weight
    for (let i = 0; i < size; i++) numbers[i]! += share * ((numbers[size + i]! * unit) / this.added - numbers[i]!)
    numbers.fill(0, size)
    this.added = 0
  }

  /** Goes on from the state of another of the same size. */
  take({ numbers, added, weight }: Prior): void {
    this.numbers.set(numbers)
    this.added = added
    this.weight = weight
  }

  state(fields: Fields): void {
    const pairs = { holds: (length: number) => length % 2 === 0, expected: 'an even number of them' }
    this.numbers = fields.array('numbers', this.numbers, finite, pairs)
    this.added = fields.counter('added', this.added)
    this.weight = fields.number('weight', this.weight, nonNegative)
  }
}

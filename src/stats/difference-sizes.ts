import type { Fields, Saveable } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import { median } from './affine-change.ts'

/** Differences that the usual one is the median of. */
const recent = 63
/** A difference of less than the usual one by this factor is quiet. */
const quietness = 30
/** Runs of these lengths are compared with the quietest ones before. */
const lengths = [2, 3, 4, 6, 8]

/** Sizes of the differences of neighbouring values: the usual one, and whether they have never been as small as now. */
export class DifferenceSizes implements Saveable {
  /** The last ones, as a ring. */
  private readonly ring = zeros(recent)
  private count = 0
  private middle = 0
  /** Length of the current run of quiet differences, and of the longest one that ended. */
  private run = 0
  private longestRun = 0
  /** For each of the lengths, the smallest that the largest difference of such a run has been. */
  private readonly quietest = zeros(lengths.length).fill(Number.POSITIVE_INFINITY)

  /** The median of the last ones; 0 before the eighth. */
  get usual(): number {
    return this.middle
  }

  add(difference: number): void {
    if (quietness * difference < this.middle) this.run++
    else {
      this.longestRun = Math.max(this.longestRun, this.run)
      this.run = 0
    }
    lengths.forEach((length, i) => {
      if (this.count >= length - 1) this.quietest[i] = Math.min(this.quietest[i]!, this.largestOf(length, difference))
    })
    this.ring[this.count++ % recent] = difference
    if (this.count % 8 === 0) this.middle = median(this.ring.slice(0, Math.min(recent, this.count)))
  }

  /** Whether a run that ends with this difference, not yet added, is far quieter or far longer than any before. */
  isTooQuiet(difference: number): boolean {
    if (quietness * difference < this.middle && this.run > 2 * this.longestRun + 4) return true
    return lengths.some(
      (length, i) =>
        length >= 2 * this.longestRun && quietness * this.largestOf(length, difference) < this.quietest[i]!,
    )
  }

  /** The run of quiet differences is over for another reason than a large one. */
  endRun(): void {
    this.run = 0
  }

  /** A quiet spell of these values has been normal. */
  allow(values: ArrayLike<number>): void {
    this.longestRun = Math.max(this.longestRun, this.run + values.length)
    this.run = 0
    let largest = 0
    for (let i = 1; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]! - values[i - 1]!))
    for (let i = 0; i < lengths.length; i++) this.quietest[i] = Math.min(this.quietest[i]!, largest)
  }

  /** The largest of this difference and the last before it. */
  private largestOf(length: number, difference: number): number {
    let largest = difference
    for (let age = 1; age < length; age++) largest = Math.max(largest, this.ring[(this.count - age + recent) % recent]!)
    return largest
  }

  state(fields: Fields): void {
    fields.numbers('ring', this.ring)
    this.count = fields.counter('count', this.count)
    this.middle = fields.number('middle', this.middle)
    this.run = fields.counter('run', this.run)
    this.longestRun = fields.counter('longestRun', this.longestRun)
    fields.numbers('quietest', this.quietest)
  }
}

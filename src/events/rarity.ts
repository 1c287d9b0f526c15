import type { Fields, Saveable } from '../state/fields.ts'
import { nonNegative } from '../state/fields.ts'
import { exp, log } from '../stats/elementary.ts'

/** Sizes kept: enough for the shape of the tail, and 2 kB a channel. */
const kept = 512
/** The largest tenth of the sizes is the tail. At least five make one. */
const tailShare = 0.1
const leastTail = 5
/** The likelihoods of the kinds of tails count by half: sizes that follow one another are alike. */
const trust = 0.5
/** Sizes from which on a rarity is known. */
export const leastSizes = 20

/**
 * How rare a size is among the last ones: the share of sizes to be expected that are at least as large. What is in the
 * tail is counted by a model, since one in 1,000 has seldom been seen: the square of the excess over a threshold, the
 * excess itself, or its logarithm is exponentially distributed, as in the tails of a normal, an exponential, and a power
 * law; the three are weighted by the likelihood of the tail so far. Of an exponential distribution with an unknown mean,
 * of which k values had the sum S, the next one exceeds x with probability (1 + x / S)^−k, exactly (Lawless 1973), so few
 * sizes give cautious rarities, not wrong ones.
 */
export class Rarity implements Saveable {
  private readonly sizes = new Float32Array(kept)
  private count = 0
  private next = 0

  /** Number of sizes that it is known from. */
  get known(): number {
    return this.count
  }

  add(size: number): void {
    this.sizes[this.next] = size
    this.next = this.next + 1 === kept ? 0 : this.next + 1
    if (this.count < kept) this.count++
  }

  /**
   * @param size at least 0
   * @returns above 0, at most 1; 1 while too little is known
   */
  of(size: number): number {
    const { count, sizes } = this
    if (count < leastSizes) return 1
    const tail = Math.max(leastTail, Math.ceil(count * tailShare))
    let larger = 0
    for (let i = 0; i < count; i++) if (sizes[i]! >= size) larger++
    const seen = (larger + 1) / (count + 1)
    return larger >= tail ? seen : (this.beyond(size, tail) ?? seen)
  }

  /** The rarity of a size in the tail; undefined if the tail has no extent. */
  private beyond(size: number, atMost: number): number | undefined {
    const sorted = this.sizes.slice(0, this.count).sort()
    let from = this.count - atMost
    // If nearly all sizes are 0, the tail is what is above the smallest of the others.
    if (sorted[from - 1] === 0) from = sorted.findIndex((each) => each > 0) + 1
    // If all in it are alike, as rounded numbers can be, the threshold is the next smaller size.
    const largest = sorted[this.count - 1]!
    if (sorted[from - 1] === largest) from = sorted.indexOf(largest)
    const tail = this.count - from
    const threshold = sorted[from - 1] ?? 0
    if (!(size > threshold && threshold > 0 && tail >= leastTail)) return undefined
    const sums = [0, 0, 0]
    let logs = 0
    for (let i = from; i < this.count; i++) {
      const [square, plain, ratio] = excesses(sorted[i]!, threshold)
      sums[0]! += square
      sums[1]! += plain
      sums[2]! += ratio
      logs += log(sorted[i]!)
    }
    if (!(sums[1]! > 0)) return undefined
    // Logarithms of the densities of the tail at its most likely means, without what is common to them.
    const jacobians = [tail * log(2) + logs, 0, -logs]
    const likelihoods = sums.map((sum, kind) => jacobians[kind]! - tail * log(sum / tail))
    const best = Math.max(...likelihoods)
    const excess = excesses(size, threshold)
    let rarity = 0
    let weights = 0
    for (let kind = 0; kind < sums.length; kind++) {
      const weight = exp(trust * (likelihoods[kind]! - best))
      weights += weight
      rarity += weight * exp(-tail * log(1 + excess[kind]! / sums[kind]!))
    }
    return ((tail / this.count) * rarity) / weights
  }

  state(fields: Fields): void {
    fields.numbers('sizes', this.sizes, nonNegative)
    this.count = fields.counter('count', this.count, kept)
    this.next = fields.counter('next', this.next, kept - 1)
  }
}

/** The excess over a threshold: of the squares, of the sizes, and of their logarithms. */
const excesses = (size: number, threshold: number): readonly [number, number, number] => [
  size * size - threshold * threshold,
  size - threshold,
  log(size / threshold),
]

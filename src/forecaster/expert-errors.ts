import type { Discount } from '../defaults/profile.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { discountOf } from './ml-poly.ts'

/** Targets before an expert can be judged by its errors. */
const minTargets = 20
/** An expert whose errors are larger than this times those of the best takes no part in a mixture. */
const maxRatio = 1.5

/**
 * The usual size of each expert's errors, a decayed mean of their absolute values or of their squares, for each channel
 * and lead.
 */
export class ExpertErrors implements Saveable {
  readonly #size: number
  readonly #discount: Discount
  readonly #squared: boolean
  private readonly sizes: Float64Array
  /** The smallest errors at each lead, of this step only. */
  readonly #least: Float64Array
  /** Targets that each expert has forecast, shape [experts × size]. */
  readonly counts: Float64Array

  /**
   * @param size channels × leads
   * @param squared whether squares are what counts
   */
  constructor(experts: number, size: number, discount: Discount, squared: boolean) {
    this.#squared = squared
    this.#size = size
    this.#discount = discount
    this.sizes = new Float64Array(experts * size)
    this.#least = new Float64Array(size)
    this.counts = new Float64Array(experts * size)
  }

  /**
   * @param forecasts as for `Weighting.learn`
   * @param limit largest size that an error counts as
   */
  learn(at: number, actual: number, limit: number, forecasts: Float64Array, offset: number): void {
    const { counts, sizes } = this
    for (let entry = at; entry < sizes.length; entry += this.#size) {
      const size = Math.min(Math.abs(forecasts[offset + entry]! - actual), limit)
      if (Number.isNaN(size)) continue
      const error = this.#squared ? size * size : size
      const count = ++counts[entry]!
      const share = Math.max(1 - discountOf(this.#discount, count), 1 / count)
      sizes[entry]! += share * (error - sizes[entry]!)
    }
  }

  /**
   * Finds the expert with the smallest errors at each lead, −1 before any can be judged.
   *
   * @param asleep 1 for an expert that does not forecast, shape [experts × size]
   * @param best receives the indices of the experts, shape [size]
   */
  findBest(asleep: Uint8Array, best: Int32Array): void {
    const { counts, sizes } = this
    const size = this.#size
    const least = this.#least.fill(Infinity)
    best.fill(-1)
    for (let from = 0, expert = 0; from < sizes.length; from += size, expert++) {
      for (let at = 0; at < size; at++) {
        if (asleep[from + at] === 1 || counts[from + at]! < minTargets || sizes[from + at]! >= least[at]!) continue
        least[at] = sizes[from + at]!
        best[at] = expert
      }
    }
  }

  /** Puts experts to sleep whose errors are much larger than those of the best, as `findBest` has found it. */
  bar(asleep: Uint8Array): void {
    const { counts, sizes } = this
    const size = this.#size
    const least = this.#least
    const ratio = this.#squared ? maxRatio * maxRatio : maxRatio
    for (let from = 0; from < sizes.length; from += size) {
      for (let at = 0; at < size; at++) {
        if (counts[from + at]! >= minTargets && sizes[from + at]! > ratio * least[at]!) asleep[from + at] = 1
      }
    }
  }

  state(fields: Fields): void {
    fields.numbers('sizes', this.sizes)
    fields.numbers('counts', this.counts)
  }
}

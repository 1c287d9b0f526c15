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
    this.counts = new Float64Array(experts * size)
  }

  /**
   * @param forecasts as for `Weighting.learn`
   * @param limit largest size that an error counts as
   */
  learn(at: number, actual: number, limit: number, forecasts: Float64Array, offset: number): void {
    for (let entry = at; entry < this.sizes.length; entry += this.#size) {
      const size = Math.min(Math.abs(forecasts[offset + entry]! - actual), limit)
      if (Number.isNaN(size)) continue
      const error = this.#squared ? size * size : size
      const count = ++this.counts[entry]!
      const share = Math.max(1 - discountOf(this.#discount, count), 1 / count)
      this.sizes[entry]! += share * (error - this.sizes[entry]!)
    }
  }

  /**
   * @param asleep 1 for an expert that does not forecast
   * @returns index of the expert with the smallest errors, −1 before any can be judged
   */
  best(at: number, asleep: Uint8Array): number {
    let best = -1
    for (let entry = at; entry < this.sizes.length; entry += this.#size) {
      if (asleep[entry] === 1 || this.counts[entry]! < minTargets) continue
      if (best < 0 || this.sizes[entry]! < this.sizes[best]!) best = entry
    }
    return best < 0 ? -1 : (best - at) / this.#size
  }

  /** Puts experts to sleep whose errors are much larger than those of the best. */
  bar(at: number, best: number, asleep: Uint8Array): void {
    if (best < 0) return
    const ratio = this.#squared ? maxRatio * maxRatio : maxRatio
    const limit = ratio * this.sizes[best * this.#size + at]!
    for (let entry = at; entry < this.sizes.length; entry += this.#size) {
      if (this.counts[entry]! >= minTargets && this.sizes[entry]! > limit) asleep[entry] = 1
    }
  }

  state(fields: Fields): void {
    fields.numbers('sizes', this.sizes)
    fields.numbers('counts', this.counts)
  }
}

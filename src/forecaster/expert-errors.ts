import type { Discount } from '../defaults/profile.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
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
  readonly #experts: number
  readonly #discount: Discount
  readonly #squared: boolean
  private readonly sizes: Float64Array
  /** Targets that each expert has forecast, shape [size × experts]. */
  readonly counts: Float64Array

  /**
   * @param size channels × leads
   * @param squared whether squares are what counts
   */
  constructor(experts: number, size: number, discount: Discount, squared: boolean) {
    this.#squared = squared
    this.#experts = experts
    this.#discount = discount
    this.sizes = zeros(experts * size)
    this.counts = zeros(experts * size)
  }

  /**
   * @param forecasts as for `Weighting.learn`
   * @param limit largest size that an error counts as
   */
  learn(at: number, actual: number, limit: number, forecasts: Float64Array, offset: number): void {
    const { counts, sizes } = this
    const experts = this.#experts
    const squared = this.#squared
    // Most experts have forecast as many targets as the one before.
    let counted = 0
    let share = 0
    for (let e = 0, entry = at * experts; e < experts; e++, entry++) {
      const size = Math.min(Math.abs(forecasts[offset + e]! - actual), limit)
      if (Number.isNaN(size)) continue
      const count = ++counts[entry]!
      if (count !== counted) share = Math.max(1 - discountOf(this.#discount, count), 1 / count)
      counted = count
      sizes[entry]! += share * ((squared ? size * size : size) - sizes[entry]!)
    }
  }

  /**
   * Finds the expert with the smallest errors at each lead, and puts those to sleep whose errors are much larger.
   *
   * @param asleep 1 for an expert that does not forecast, shape [size × experts]
   * @param best receives the indices of the experts, shape [size]; −1 before any can be judged
   */
  judge(asleep: Uint8Array, best: Int32Array): void {
    const { counts, sizes } = this
    const experts = this.#experts
    const ratio = this.#squared ? maxRatio * maxRatio : maxRatio
    for (let at = 0, from = 0; at < best.length; at++, from += experts) {
      let least = Infinity
      best[at] = -1
      for (let e = 0; e < experts; e++) {
        if (!(sizes[from + e]! < least) || asleep[from + e] === 1 || counts[from + e]! < minTargets) continue
        least = sizes[from + e]!
        best[at] = e
      }
      const limit = ratio * least
      for (let entry = from; entry < from + experts; entry++)
        if (sizes[entry]! > limit && counts[entry]! >= minTargets) asleep[entry] = 1
    }
  }

  state(fields: Fields): void {
    fields.numbers('sizes', this.sizes)
    fields.numbers('counts', this.counts)
  }
}

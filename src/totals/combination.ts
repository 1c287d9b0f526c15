import { Pending } from '../series/pending.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { nonNegative } from '../state/fields.ts'

/** The newest squared error is at least this share of a mean of them: 200 errors count. */
const leastShare = 1 / 200

/**
 * Combines two forecasts of a total, its own and the sum of the forecasts of its parts, by channel and lead. Each has a
 * weight in inverse proportion to the mean of its squared errors so far (Bates and Granger, The combination of forecasts,
 * 1969, without the correlation of the errors: estimating it made the combination worse, by 0.6 % on average over 11
 * hierarchies).
 *
 * For each observation, call `learn`, then `combine`.
 */
export class Combination implements Saveable {
  readonly #channels: number
  readonly #leads: readonly number[]
  readonly #size: number
  private readonly pending: Pending
  /** Both forecasts not yet due, shape [slots × 2 × size]: own, then sum. */
  private readonly issued: Float64Array
  /** Means of their squared errors, shape [2 × size], and the number of errors, shape [size]. */
  private readonly squares: Float64Array
  private readonly counts: Float64Array

  /** @param leads in steps, rising */
  constructor(channels: number, leads: readonly number[]) {
    this.#channels = channels
    this.#leads = leads
    this.#size = channels * leads.length
    this.pending = new Pending(leads)
    this.issued = new Float64Array(this.pending.slots * 2 * this.#size)
    this.squares = new Float64Array(2 * this.#size)
    this.counts = new Float64Array(this.#size)
  }

  /** @param actual the totals, shape [channels]; NaN is missing */
  learn(actual: ArrayLike<number>): void {
    this.#leads.forEach((lead, i) => {
      const slot = this.pending.due(lead)
      if (slot < 0) return
      for (let channel = 0; channel < this.#channels; channel++) {
        const at = channel * this.#leads.length + i
        const own = actual[channel]! - this.issued[2 * slot * this.#size + at]!
        const sum = actual[channel]! - this.issued[(2 * slot + 1) * this.#size + at]!
        if (!Number.isFinite(own) || !Number.isFinite(sum)) continue
        const share = Math.max(leastShare, 1 / ++this.counts[at]!)
        this.squares[at]! += share * (own * own - this.squares[at]!)
        this.squares[this.#size + at]! += share * (sum * sum - this.squares[this.#size + at]!)
      }
    })
  }

  /**
   * @param own the total's own forecasts, shape [channels × leads]
   * @param sums the sums of its parts' forecasts, likewise
   * @returns the combinations; one of both alone if the other is NaN
   */
  combine(own: Float64Array, sums: Float64Array): Float64Array {
    const slot = this.pending.issue()
    this.issued.set(own, 2 * slot * this.#size)
    this.issued.set(sums, (2 * slot + 1) * this.#size)
    return own.map((value, at) => {
      const sum = sums[at]!
      if (Number.isNaN(value)) return sum
      if (Number.isNaN(sum)) return value
      const [ofOwn, ofSum] = [this.squares[at]!, this.squares[this.#size + at]!]
      const weight = ofOwn + ofSum > 0 ? ofSum / (ofOwn + ofSum) : 0.5
      return sum + weight * (value - sum)
    })
  }

  /** Drops the forecasts not yet due, since steps do not count across a gap. */
  drop(): void {
    this.pending.clear()
  }

  /** What its size depends on. */
  get spec(): string {
    return `${this.#channels} ${this.#leads.join(',')}`
  }

  state(fields: Fields): void {
    fields.part('pending', this.pending)
    fields.numbers('issued', this.issued)
    fields.numbers('squares', this.squares, nonNegative)
    fields.numbers('counts', this.counts, nonNegative)
  }
}

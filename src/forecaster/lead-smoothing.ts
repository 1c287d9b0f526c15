import { scratch } from '../stats/scratch.ts'

/**
 * Lets neighbouring leads share what they have learned about the experts. The weights of each lead become a mean over
 * all leads. A lead counts the more, the more targets it has learned from, and the less, the further away it is: by the
 * square of the ratio of the leads, so that leads 11 and 12 share more than 1 and 2. In short series the weights of a
 * single lead are mostly noise, which differs between leads, and at the beginning long leads have learned nothing yet.
 */
export class LeadSmoothing {
  readonly #experts: number
  /** Share that each lead takes over from the lead before it; 0 for the first. */
  private readonly shares: Float64Array
  private readonly totals: Float64Array
  /** Of one channel: the weights times the counts, and what comes from shorter leads and from longer ones. */
  private readonly counted: Float64Array
  private readonly before: Float64Array
  private readonly behind: Float64Array

  /** @param leads in steps, rising */
  constructor(experts: number, channels: number, leads: readonly number[]) {
    this.#experts = experts
    this.shares = Float64Array.from(leads, (lead, i) => {
      const ratio = i === 0 ? 0 : leads[i - 1]! / lead
      return ratio * ratio
    })
    this.totals = scratch('smoothing totals', channels * leads.length * experts)
    this.counted = scratch('smoothing counted', leads.length * experts)
    this.before = scratch('smoothing before', leads.length * experts)
    this.behind = scratch('smoothing behind', experts)
  }

  /**
   * Takes the counts that `smooth` weighs the leads by.
   *
   * @param counts targets that each expert has forecast, shape [channels × leads × experts]
   */
  count(counts: Float64Array): void {
    this.totals.set(counts)
    const { length } = this.counted
    if (this.shares.length === 1) return
    for (let from = 0; from < counts.length; from += length) this.spread(this.totals.subarray(from, from + length))
  }

  /**
   * Smooths in place. An expert that has learned nothing of a channel keeps its weights there.
   *
   * @param weights shape [channels × leads × experts]
   * @param counts as for `count`
   */
  smooth(weights: Float64Array, counts: Float64Array): void {
    const { counted, totals } = this
    const { length } = counted
    if (this.shares.length === 1) return
    for (let from = 0; from < weights.length; from += length) {
      for (let k = 0; k < length; k++) counted[k] = weights[from + k]! * counts[from + k]!
      this.spread(counted)
      for (let k = 0; k < length; k++) {
        const total = totals[from + k]!
        if (total > 0) weights[from + k] = counted[k]! / total
      }
    }
  }

  /**
   * Replaces each number by the weighted sum of those of all leads: one pass forwards, then one backwards.
   *
   * @param numbers shape [leads × experts]
   */
  private spread(numbers: Float64Array): void {
    const { before, shares } = this
    const experts = this.#experts
    before.fill(0, 0, experts)
    for (let i = 1, at = experts; i < shares.length; i++) {
      const share = shares[i]!
      for (const end = at + experts; at < end; at++)
        before[at] = (before[at - experts]! + numbers[at - experts]!) * share
    }
    const behind = this.behind.fill(0)
    for (let i = shares.length - 1; i >= 0; i--) {
      const share = shares[i]!
      for (let e = 0, at = i * experts; e < experts; e++, at++) {
        const own = numbers[at]!
        numbers[at] = own + (before[at]! + behind[e]!)
        behind[e] = (own + behind[e]!) * share
      }
    }
  }
}

/**
 * Lets neighbouring leads share what they have learned about the experts. The weights of each lead become a mean over
 * all leads. A lead counts the more, the more targets it has learned from, and the less, the further away it is: by the
 * square of the ratio of the leads, so that leads 11 and 12 share more than 1 and 2. In short series the weights of a
 * single lead are mostly noise, which differs between leads, and at the beginning long leads have learned nothing yet.
 */
export class LeadSmoothing {
  /** Share that each lead takes over from the lead before it; 0 for the first. */
  private readonly shares: Float64Array
  private readonly before: Float64Array

  /** @param leads in steps, rising */
  constructor(leads: readonly number[]) {
    this.shares = Float64Array.from(leads, (lead, i) => {
      const ratio = i === 0 ? 0 : leads[i - 1]! / lead
      return ratio * ratio
    })
    this.before = new Float64Array(leads.length)
  }

  /**
   * @param counts targets that each lead has learned from, shape [channels × leads], or [experts × channels × leads]
   * @returns the same, smoothed: the divisors of `smooth`
   */
  totals(counts: Float64Array): Float64Array {
    const totals = counts.slice()
    for (let at = 0; at < totals.length; at += this.before.length) this.spread(totals, at)
    return totals
  }

  /**
   * Smooths in place. A channel that has learned nothing keeps its weights.
   *
   * @param weights shape [experts × channels × leads]
   * @param counts as for `totals`
   */
  smooth(weights: Float64Array, counts: Float64Array, totals: Float64Array): void {
    const { length } = this.before
    if (length === 1) return
    for (let at = 0; at < weights.length; at += length) {
      const from = at % counts.length
      if (totals[from] === 0) continue
      let sum = 0
      for (let i = 0; i < length; i++) {
        weights[at + i]! *= counts[from + i]!
        sum += weights[at + i]!
      }
      // No lead believes this expert.
      if (sum === 0) continue
      this.spread(weights, at)
      for (let i = 0; i < length; i++) weights[at + i]! /= totals[from + i]!
    }
  }

  /** Replaces each number by the weighted sum of all: one pass forwards, then one backwards. */
  private spread(numbers: Float64Array, from: number): void {
    const { before, shares } = this
    const { length } = before
    let sum = 0
    for (let i = 0; i < length; i++) {
      before[i] = sum * shares[i]!
      sum = before[i]! + numbers[from + i]!
    }
    sum = 0
    for (let i = length - 1; i >= 0; i--) {
      const behind = sum
      sum = (numbers[from + i]! + behind) * shares[i]!
      numbers[from + i]! += before[i]! + behind
    }
  }
}

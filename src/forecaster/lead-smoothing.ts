/**
 * Lets neighbouring leads share what they know of the experts: each lead's weights become a mean of all leads', which count the less the further away they are: by the square of the ratio of the leads,
 * so that leads 11 and 12 share more than 1 and 2; and the more, the more targets they have learned from. What one lead knows of an expert is mostly noise in a short series; what its neighbours know is noise
 * of another kind, and in the beginning far leads know nothing yet.
 */
export class LeadSmoothing {
  /** Share taken over across the gap before each lead; 0 before the first. */
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
   * Smooths in place, shape [any × channels × leads]; weights that summed to 1 at each lead still do. A channel that has learned nothing keeps its own.
   * @param counts targets that each lead has learned from, shape [channels × leads]
   */
  smooth(weights: Float64Array, counts: Float64Array): void {
    const { length } = this.before
    if (length === 1) return
    const totals = counts.slice()
    for (let at = 0; at < totals.length; at += length) this.spread(totals, at)
    for (let at = 0; at < weights.length; at += length) {
      const channel = at % counts.length
      if (totals[channel] === 0) continue
      for (let i = 0; i < length; i++) weights[at + i]! *= counts[channel + i]!
      this.spread(weights, at)
      for (let i = 0; i < length; i++) weights[at + i]! /= totals[channel + i]!
    }
  }

  /** Replaces each number by the sum of all, each by its share: what comes from before, then what comes from behind. */
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

import type { Fields, Saveable } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import { exp, log } from '../stats/elementary.ts'

/** Largest excess of a loss over the smallest of the same target: one target must not decide for good. */
const maxExcess = 10
/** Factor of the variance and of the largest excess for each later target. */
const discount = 0.999
/** Share of the weights that returns to the initial weights at each target, so that each candidate can come back. */
const share = 0.001

/**
 * Exponential weights over a few candidates by their own losses, with a rate that adapts to the variance of the losses
 * (Cesa-Bianchi, Mansour & Stoltz 2007) and a fixed share (Herbster & Warmuth 1998): p_k ∝ p_k exp(−η ℓ_k), η = min(1 /
 * max ℓ, √(2 ln K / V)), V the sum of the variances of ℓ under p. The mixture then does little worse than the best
 * candidate, also if that changes.
 */
export class ExponentialWeights implements Saveable {
  /** Shape [size × candidates]. */
  readonly weights: Float64Array
  readonly #initial: readonly number[]
  readonly #logCandidates: number
  private readonly variances: Float64Array
  private readonly largest: Float64Array

  /**
   * @param initial weights of the candidates at the start; they sum to 1
   * @param size channels × leads
   */
  constructor(initial: readonly number[], size: number) {
    this.#initial = initial
    this.#logCandidates = log(initial.length)
    this.weights = zeros(initial.length * size)
    for (let at = 0; at < size; at++) this.weights.set(initial, at * initial.length)
    this.variances = zeros(size)
    this.largest = zeros(size)
  }

  /** @param losses one a candidate, at least 0; changed in place */
  learn(at: number, losses: Float64Array): void {
    const { weights } = this
    const from = at * losses.length
    let least = Infinity
    for (let k = 0; k < losses.length; k++) least = Math.min(least, losses[k]!)
    let mean = 0
    let largest = discount * this.largest[at]!
    for (let k = 0; k < losses.length; k++) {
      losses[k] = Math.min(losses[k]! - least, maxExcess)
      mean += weights[from + k]! * losses[k]!
      largest = Math.max(largest, losses[k]!)
    }
    let variance = 0
    for (let k = 0; k < losses.length; k++) {
      const distance = losses[k]! - mean
      variance += weights[from + k]! * distance * distance
    }
    this.largest[at] = largest
    this.variances[at] = discount * this.variances[at]! + variance
    if (!(largest > 0)) return
    const total = this.variances[at]!
    const rate = Math.min(1 / largest, total > 0 ? Math.sqrt((2 * this.#logCandidates) / total) : Infinity)
    let sum = 0
    for (let k = 0; k < losses.length; k++) {
      if (losses[k]! > 0) weights[from + k]! *= exp(-rate * losses[k]!)
      sum += weights[from + k]!
    }
    for (let k = 0; k < losses.length; k++) {
      const entry = from + k
      weights[entry] = ((1 - share) * weights[entry]!) / sum + share * this.#initial[k]!
    }
  }

  state(fields: Fields): void {
    fields.numbers('weights', this.weights)
    fields.numbers('variances', this.variances)
    fields.numbers('largest', this.largest)
  }
}

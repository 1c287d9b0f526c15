import { type Fields, nonNegative, type Saveable } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'

/** Share of the weights that returns to the initial ones at each label, so that each candidate can come back. */
const share = 0.001

/**
 * Exponential weights of candidates by their log losses at a rate of 1, with a fixed share (Herbster & Warmuth 1998):
 * w_k ∝ w_k p_k(label), which is Bayes' rule. If each label is known before the next forecast, the sum of the mixture's
 * log losses exceeds that of candidate k by at most −ln of its initial weight, and by 1/1000 a label for the share. A
 * candidate that is NaN sleeps (Freund, Schapire, Singer & Warmuth 1997): it keeps its weight, and takes no part.
 */
export class LogWeights implements Saveable {
  /** Shape [size × candidates]; those of a mixture sum to 1. */
  readonly weights: Float64Array
  readonly #initial: readonly number[]

  /**
   * @param initial weights; they sum to 1
   * @param size how many mixtures
   */
  constructor(initial: readonly number[], size = 1) {
    this.#initial = initial
    this.weights = zeros(size * initial.length)
    for (let at = 0; at < size; at++) this.weights.set(initial, at * initial.length)
  }

  /**
   * Multiplies the weights of those awake by what they gave the label; their sum stays.
   *
   * @param gave the probability of the label by each candidate; NaN if it sleeps
   */
  learn(at: number, gave: ArrayLike<number>): void {
    const { weights } = this
    const initial = this.#initial
    const first = at * initial.length
    let before = 0
    let after = 0
    for (let k = 0; k < initial.length; k++) {
      const p = gave[k]!
      if (Number.isNaN(p)) continue
      before += weights[first + k]!
      weights[first + k]! *= p
      after += weights[first + k]!
    }
    if (!(after > 0)) return
    for (let k = 0; k < initial.length; k++) {
      const weight = Number.isNaN(gave[k]!) ? weights[first + k]! : (weights[first + k]! * before) / after
      weights[first + k] = (1 - share) * weight + share * initial[k]!
    }
  }

  /**
   * The mean of the candidates that are awake; NaN if all sleep.
   *
   * @param probabilities of the candidates, from index `from` on
   */
  mean(at: number, probabilities: ArrayLike<number>, from = 0): number {
    const candidates = this.#initial.length
    let sum = 0
    let total = 0
    for (let k = 0; k < candidates; k++) {
      const p = probabilities[from + k]!
      if (Number.isNaN(p)) continue
      const weight = this.weights[at * candidates + k]!
      sum += weight * p
      total += weight
    }
    return sum / total
  }

  state(fields: Fields): void {
    fields.numbers('weights', this.weights, nonNegative)
  }
}

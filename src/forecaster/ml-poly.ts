import type { Fields } from '../state/fields.ts'
import type { Mixture } from './mixture.ts'

/**
 * ML-Poly (Gaillard, Stoltz & van Erven 2014, with their adaptive rates): the weight of an expert is its regret, if
 * positive, over the sum of its squared instantaneous regrets: p_e ∝ η_e · max(0, R_e), η_e = 1/V_e, R_e = Σ r_e, V_e =
 * Σ r_e², r_e = 2 (ŷ − y)(ŷ − f_e). Old regrets are discounted. If no regret is positive, all weights are equal.
 */
export class MlPoly implements Mixture {
  readonly weights: Float64Array
  readonly #experts: number
  readonly #size: number
  readonly #discount: number
  readonly regrets: Float64Array
  private readonly squares: Float64Array

  /**
   * @param experts number of experts
   * @param size channels × leads
   * @param discount factor of the regrets for each later target
   */
  constructor(experts: number, size: number, discount = 0.999) {
    this.#experts = experts
    this.#size = size
    this.#discount = discount
    this.weights = new Float64Array(experts * size).fill(1 / experts)
    this.regrets = new Float64Array(experts * size)
    this.squares = new Float64Array(experts * size).fill(1e-12)
  }

  learn(at: number, actual: number, mixed: number, forecasts: Float64Array, offset: number, weight = 1): void {
    const discount = this.#discount
    const gradient = 2 * weight * (mixed - actual)
    for (let entry = at; entry < this.regrets.length; entry += this.#size) {
      const regret = (mixed - forecasts[offset + entry]!) * gradient
      this.regrets[entry] = discount * this.regrets[entry]! + regret
      this.squares[entry] = discount * this.squares[entry]! + regret * regret
    }
  }

  updateWeights(): void {
    for (let at = 0; at < this.#size; at++) {
      let sum = 0
      for (let entry = at; entry < this.weights.length; entry += this.#size) {
        const weight = Math.max(0, this.regrets[entry]!) / this.squares[entry]!
        this.weights[entry] = weight
        sum += weight
      }
      const usable = sum > 0 && sum < Infinity
      for (let entry = at; entry < this.weights.length; entry += this.#size) {
        this.weights[entry] = usable ? this.weights[entry]! / sum : 1 / this.#experts
      }
    }
  }

  state(fields: Fields): void {
    fields.constant('discount', this.#discount)
    fields.numbers('weights', this.weights)
    fields.numbers('regrets', this.regrets)
    fields.numbers('squares', this.squares)
  }
}

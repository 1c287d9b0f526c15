import type { Discount } from '../defaults/profile.ts'
import type { Fields } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import { normalize, type Weighting } from './weighting.ts'

/** @param count number of targets so far */
export const discountOf = ({ grows, limit }: Discount, count: number): number =>
  grows ? Math.min(limit, 1 - 4 / (4 + count)) : limit

/**
 * ML-Poly (Gaillard, Stoltz & van Erven 2014, with their adaptive rates): the weight of an expert is its regret, if
 * positive, over the sum of its squared instantaneous regrets: p_e ∝ η_e · max(0, R_e), η_e = 1/V_e, R_e = Σ r_e, V_e =
 * Σ r_e², r_e = ℓ'(ŷ) (ŷ − f_e). Old regrets are discounted. If no regret is positive, all weights are equal.
 */
export class MlPoly implements Weighting {
  readonly weights: Float64Array
  readonly regrets: Float64Array
  readonly #experts: number
  readonly #discount: Discount
  private readonly squares: Float64Array
  private readonly counts: Float64Array

  /**
   * @param experts number of experts
   * @param size channels × leads
   */
  constructor(experts: number, size: number, discount: Discount) {
    this.#experts = experts
    this.#discount = discount
    this.weights = zeros(experts * size).fill(1 / experts)
    this.regrets = zeros(experts * size)
    this.squares = zeros(experts * size).fill(1e-12)
    this.counts = zeros(size)
  }

  learn(at: number, gradient: number, mixed: number, forecasts: Float64Array, offset: number): void {
    const discount = discountOf(this.#discount, ++this.counts[at]!)
    const { regrets, squares } = this
    const experts = this.#experts
    for (let e = 0, entry = at * experts; e < experts; e++, entry++) {
      const regret = (mixed - forecasts[offset + e]!) * gradient
      if (Number.isNaN(regret)) continue
      regrets[entry] = discount * regrets[entry]! + regret
      squares[entry] = discount * squares[entry]! + regret * regret
    }
  }

  update(asleep: Uint8Array): void {
    const { regrets, squares, weights } = this
    for (let entry = 0; entry < weights.length; entry++) {
      weights[entry] = regrets[entry]! > 0 ? regrets[entry]! / squares[entry]! : 0
    }
    normalize(weights, asleep, this.#experts)
  }

  state(fields: Fields): void {
    const { grows, limit } = this.#discount
    fields.constant('discount', [limit, grows ? 1 : 0])
    fields.numbers('weights', this.weights)
    fields.numbers('regrets', this.regrets)
    fields.numbers('squares', this.squares)
    fields.numbers('counts', this.counts)
  }
}

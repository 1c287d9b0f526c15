import type { Fields } from '../state/fields.ts'
import { exp, log } from '../stats/elementary.ts'
import { normalize, type Weighting } from './weighting.ts'

/**
 * Bernstein online aggregation (Wintenberger 2017), with second-order adaptive rates: p_e ∝ η_e exp(η_e R_e), R_e = Σ
 * (r_e − η_e r_e²), η_e = min(1/(2 max|r_e|), √(ln E / Σ r_e²)), r_e = ℓ'(ŷ) (ŷ − f_e). It adapts faster than ML-Poly,
 * and its weights vary more.
 */
export class Boa implements Weighting {
  readonly weights: Float64Array
  readonly regrets: Float64Array
  readonly #size: number
  readonly #logExperts: number
  private readonly squares: Float64Array
  private readonly maxRegrets: Float64Array
  readonly #sums: Float64Array

  /** @param size channels × leads */
  constructor(experts: number, size: number) {
    this.#size = size
    this.#logExperts = log(experts)
    this.weights = new Float64Array(experts * size).fill(1 / experts)
    this.regrets = new Float64Array(experts * size)
    this.squares = new Float64Array(experts * size).fill(1e-12)
    this.maxRegrets = new Float64Array(size).fill(1e-12)
    this.#sums = new Float64Array(size)
  }

  private rate(entry: number, at: number): number {
    return Math.min(0.5 / this.maxRegrets[at]!, Math.sqrt(this.#logExperts / this.squares[entry]!))
  }

  learn(at: number, gradient: number, mixed: number, forecasts: Float64Array, offset: number): void {
    const regretOf = (entry: number) => (mixed - forecasts[offset + entry]!) * gradient
    for (let entry = at; entry < this.regrets.length; entry += this.#size) {
      const regret = Math.abs(regretOf(entry))
      if (regret > this.maxRegrets[at]!) this.maxRegrets[at] = regret
    }
    for (let entry = at; entry < this.regrets.length; entry += this.#size) {
      const regret = regretOf(entry)
      if (Number.isNaN(regret)) continue
      this.regrets[entry]! += regret - this.rate(entry, at) * regret * regret
      this.squares[entry]! += regret * regret
    }
  }

  update(asleep: Uint8Array): void {
    for (let at = 0; at < this.#size; at++) {
      let top = -Infinity
      for (let entry = at; entry < this.weights.length; entry += this.#size)
        if (asleep[entry] === 0) top = Math.max(top, this.rate(entry, at) * this.regrets[entry]!)
      for (let entry = at; entry < this.weights.length; entry += this.#size) {
        const rate = this.rate(entry, at)
        this.weights[entry] = rate * exp(Math.max(-50, Math.min(0, rate * this.regrets[entry]! - top)))
      }
    }
    normalize(this.weights, asleep, this.#sums)
  }

  state(fields: Fields): void {
    fields.numbers('weights', this.weights)
    fields.numbers('regrets', this.regrets)
    fields.numbers('squares', this.squares)
    fields.numbers('maxRegrets', this.maxRegrets)
  }
}

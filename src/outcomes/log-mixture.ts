import { Pending } from '../series/pending.ts'
import { type Fields, nonNegative, type Saveable } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import { likelihood } from './outcome.ts'
import type { OutcomeShape } from './outcome-expert.ts'

/** Share of the weights that is divided equally at each label, so that each expert can come back. */
const share = 0.001

/**
 * Mixes probabilities of experts by lead with exponential weights on the log loss, at a rate of 1, and a fixed share
 * (Herbster & Warmuth 1998): w_e ∝ w_e p_e(label), which is Bayes' rule. At lead 1 the sum of its log losses exceeds that
 * of the best of N experts by at most ln N, and by about 1/1000 a label for the share. An expert whose forecast is NaN
 * sleeps (Freund et al. 1997): it keeps its weight, and takes no part.
 */
export class LogMixture implements Saveable {
  /** Shape [leads × experts]. */
  readonly weights: Float64Array
  readonly #shape: OutcomeShape
  readonly #experts: number
  private readonly pending: Pending
  /** Probabilities not yet due, shape [slots × leads × channels × experts]. */
  private readonly issued: Float64Array

  constructor(shape: OutcomeShape, experts: number) {
    const { channels, leads } = shape
    this.#shape = shape
    this.#experts = experts
    this.pending = new Pending(leads)
    this.weights = zeros(leads.length * experts).fill(1 / experts)
    this.issued = zeros(this.pending.slots * leads.length * channels * experts)
  }

  /** @param due labels of the forecasts now due, by lead; NaN if unknown */
  learn(due: Float64Array): void {
    const { channels, leads } = this.#shape
    for (let i = 0; i < leads.length; i++) {
      const slot = this.pending.due(leads[i]!)
      if (slot < 0) break
      if (Number.isNaN(due[i]!)) continue
      this.#learnLabel(i, due[i]!, (slot * leads.length + i) * channels * this.#experts)
    }
  }

  /** Multiplies the weights of those awake by what they gave the label; their sum stays. */
  #learnLabel(i: number, label: number, at: number): void {
    const { weights } = this
    const { channels } = this.#shape
    const experts = this.#experts
    const from = i * experts
    let [before, after] = [0, 0]
    for (let e = 0; e < experts; e++) {
      const p = likelihood(label, channels, this.issued, at + e, experts)
      if (Number.isNaN(p)) continue
      before += weights[from + e]!
      weights[from + e]! *= p
      after += weights[from + e]!
    }
    if (!(after > 0)) return
    for (let e = 0; e < experts; e++) {
      const awake = !Number.isNaN(this.issued[at + e]!)
      const weight = awake ? (weights[from + e]! * before) / after : weights[from + e]!
      weights[from + e] = (1 - share) * weight + share / experts
    }
  }

  /**
   * Mixes new probabilities, and keeps them until they are due.
   *
   * @param forecasts of each expert, shape [channels × leads]
   * @param out receives the mixture
   */
  mix(forecasts: readonly Float64Array[], out: Float64Array): void {
    const { channels, leads } = this.#shape
    const experts = this.#experts
    const from = this.pending.issue() * leads.length * channels * experts
    for (let i = 0; i < leads.length; i++) {
      let sum = 0
      for (let e = 0; e < experts; e++) if (!Number.isNaN(forecasts[e]![i]!)) sum += this.weights[i * experts + e]!
      for (let channel = 0; channel < channels; channel++) {
        const at = from + (i * channels + channel) * experts
        let mixed = 0
        for (let e = 0; e < experts; e++) {
          const p = forecasts[e]![channel * leads.length + i]!
          this.issued[at + e] = p
          if (!Number.isNaN(p)) mixed += this.weights[i * experts + e]! * p
        }
        out[channel * leads.length + i] = mixed / sum
      }
    }
  }

  state(fields: Fields): void {
    fields.part('pending', this.pending)
    fields.numbers('weights', this.weights, nonNegative)
    fields.numbers('issued', this.issued)
  }
}

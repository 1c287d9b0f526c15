import type { Saveable } from '../state/fields.ts'

/**
 * Weighs the experts by the errors of their forecasts, separately for each channel and lead. Arrays have shape [experts
 * × channels × leads].
 */
export interface Mixture extends Saveable {
  /** The weights of the experts, at least 0; those of a lead sum to 1. A view that `updateWeights` changes. */
  readonly weights: Float64Array
  /** By how much the loss of the mixture exceeds that of each expert so far. A view that `learn` changes. */
  readonly regrets: Float64Array
  /**
   * Learns from a target that has arrived.
   *
   * @param at channel × leads + index of the lead
   * @param actual the target
   * @param mixed forecast of the mixture
   * @param forecasts forecasts of the experts from the same origin: entry offset + expert × size + at
   * @param weight of the loss; default 1
   */
  learn(at: number, actual: number, mixed: number, forecasts: Float64Array, offset: number, weight?: number): void
  /** Computes the weights, after all targets of a step have been learned from. */
  updateWeights(): void
}

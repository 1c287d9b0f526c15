import type { Saveable } from '../state/fields.ts'

/**
 * Weighs experts by the regrets of their mixture, separately for each channel and lead. Arrays have shape [experts ×
 * channels × leads].
 */
export interface Weighting extends Saveable {
  /** The weights, at least 0; those of a lead sum to 1. A view that `update` changes. */
  readonly weights: Float64Array
  /** By how much the loss of the mixture exceeds that of each expert so far. A view that `learn` changes. */
  readonly regrets: Float64Array
  /**
   * Learns from a target that has arrived. An expert whose forecast is NaN slept, and gathers no regret.
   *
   * @param at channel × leads + index of the lead
   * @param gradient of the loss of the mixture's forecast
   * @param mixed that forecast
   * @param forecasts forecasts of the experts from the same origin: entry offset + expert × size + at
   */
  learn(at: number, gradient: number, mixed: number, forecasts: Float64Array, offset: number): void
  /**
   * Computes the weights, after all targets of a step have been learned from.
   *
   * @param asleep 1 for an expert that takes no part in the next forecasts, shape [experts × size]
   */
  update(asleep: Uint8Array): void
}

/** Divides the weights of a lead by their sum; if that is not usable, those awake get equal weights. */
export function normalize(weights: Float64Array, asleep: Uint8Array, at: number, size: number): void {
  let sum = 0
  let awake = 0
  for (let entry = at; entry < weights.length; entry += size) {
    if (asleep[entry] === 1) weights[entry] = 0
    else awake++
    sum += weights[entry]!
  }
  const usable = sum > 0 && sum < Infinity
  for (let entry = at; entry < weights.length; entry += size) {
    if (asleep[entry] === 0) weights[entry] = usable ? weights[entry]! / sum : 1 / awake
  }
}

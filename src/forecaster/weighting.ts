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

/**
 * Divides the weights of each lead by their sum; if that is not usable, those awake get equal weights.
 *
 * @param weights shape [experts × size]
 * @param asleep likewise, 1 for an expert that gets no weight
 * @param sums shape [size], overwritten
 */
export function normalize(weights: Float64Array, asleep: Uint8Array, sums: Float64Array): void {
  const size = sums.length
  sums.fill(0)
  for (let from = 0; from < weights.length; from += size) {
    for (let at = 0; at < size; at++) {
      if (asleep[from + at] === 1) weights[from + at] = 0
      else sums[at]! += weights[from + at]!
    }
  }
  for (let at = 0; at < size; at++) if (!(sums[at]! > 0 && sums[at]! < Infinity)) share(weights, asleep, at, sums)
  for (let from = 0; from < weights.length; from += size)
    for (let at = 0; at < size; at++) weights[from + at]! /= sums[at]!
}

/** Gives all that are awake a weight of 1 before they are divided. */
function share(weights: Float64Array, asleep: Uint8Array, at: number, sums: Float64Array): void {
  let awake = 0
  for (let entry = at; entry < weights.length; entry += sums.length) {
    weights[entry] = 1 - asleep[entry]!
    awake += weights[entry]!
  }
  sums[at] = Math.max(1, awake)
}

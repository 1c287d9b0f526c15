import type { Saveable } from '../state/fields.ts'

/**
 * Weighs experts by the regrets of their mixture, separately for each channel and lead. Arrays have shape [channels ×
 * leads × experts], so that the experts of a lead are together.
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
   * @param forecasts forecasts of the experts from the same origin: entry offset + expert
   */
  learn(at: number, gradient: number, mixed: number, forecasts: Float64Array, offset: number): void
  /**
   * Computes the weights, after all targets of a step have been learned from.
   *
   * @param asleep 1 for an expert that takes no part in the next forecasts
   */
  update(asleep: Uint8Array): void
}

/**
 * Divides the weights of each lead by their sum; if that is not usable, those awake get equal weights.
 *
 * @param weights shape [size × experts]
 * @param asleep likewise, 1 for an expert that gets no weight
 */
export function normalize(weights: Float64Array, asleep: Uint8Array, experts: number): void {
  for (let from = 0; from < weights.length; from += experts) {
    const end = from + experts
    let sum = 0
    for (let entry = from; entry < end; entry++) {
      if (asleep[entry] === 1) weights[entry] = 0
      else sum += weights[entry]!
    }
    if (!(sum > 0 && sum < Infinity)) sum = share(weights, asleep, from, end)
    for (let entry = from; entry < end; entry++) weights[entry]! /= sum
  }
}

/** Gives all that are awake a weight of 1. @returns the sum, at least 1 */
function share(weights: Float64Array, asleep: Uint8Array, from: number, end: number): number {
  let awake = 0
  for (let entry = from; entry < end; entry++) {
    weights[entry] = 1 - asleep[entry]!
    awake += weights[entry]!
  }
  return Math.max(1, awake)
}

/** A copy of numbers of shape [size × experts] in shape [experts × size]. */
export function byExpert(numbers: Float64Array, experts: number): Float64Array {
  const size = numbers.length / experts
  return numbers.map((_, k) => numbers[(k % size) * experts + Math.floor(k / size)]!)
}

import type { Saveable } from '../state/fields.ts'
/** Weighs experts against each other, for each channel and lead on its own, from how their forecasts turned out. Arrays have shape [experts × channels × leads]. */
export interface Mixture extends Saveable {
  /** The experts' shares, at least 0, that sum to 1 at each lead. A view: `learn` changes it. */
  readonly weights: Float64Array
  /** What each expert would have saved the mixture so far. A view, likewise. */
  readonly regrets: Float64Array
  /**
   * Learns from a target that has arrived.
   * @param at channel × leads + lead index
   * @param actual the target; @param mixed what the mixture had forecast
   * @param forecasts what the experts had forecast at that origin, entry expert × size + at, beginning at `offset`
   * @param weight what its loss counts; 1 where left out
   */
  learn(at: number, actual: number, mixed: number, forecasts: Float64Array, offset: number, weight?: number): void
  /** Works the weights out anew, once all targets of a step have been learned from. */
  settle(): void
}

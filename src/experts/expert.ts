import type { Cell } from '../series/forecast.ts'
import type { Saveable } from '../state/fields.ts'

/** The input of an expert at one step. Values are on the scale of the experts: divided by a unit, or logarithms. */
export interface ExpertInput {
  /** Milliseconds since 1970, for calendar features. */
  readonly time: number
  /** One value a channel; a stand-in if it is missing, NaN before the first. */
  readonly values: Float64Array
  /** One number a channel: 1 if its value is missing. A stand-in advances the time, but nothing is learned from it. */
  readonly missing: Uint8Array
  /** One value a covariate; if it is missing, the last known value, or 0 before the first. */
  readonly covariates: Float64Array
  /**
   * What is known of the columns known ahead: now, then at the target of each lead, shape [(1 + leads) × known]; NaN is
   * unknown. Default: nothing.
   */
  readonly ahead?: Float64Array
  /** Forecasts made elsewhere, on the scale of the experts, shape [offered × channels × leads]; NaN is unknown. */
  readonly offered?: Float64Array
}

/** The sizes that an expert is built for. */
export interface ExpertShape {
  readonly channels: number
  readonly covariates: number
  /** Columns known ahead. Default: 0. */
  readonly known?: number
  /** Leads in steps, rising. */
  readonly leads: readonly number[]
}

/** A part of a forecaster that can begin with what those of other series have learned. */
export interface Heir {
  /** Numbers without a unit, which have the same meaning for every series: views. */
  readonly learned: readonly Float64Array[]
  /**
   * Begins with such numbers, before the first observation.
   *
   * @param learned of the same lengths
   */
  inherit(learned: readonly Float64Array[]): void
}

/**
 * A model that learns online and forecasts all leads. For each observation, the forecaster calls `learn`, then
 * `forecast`.
 *
 * Tests hold every expert to these laws: `forecast` has no side effects; nothing depends on later observations; a
 * restored expert continues with the same bits; forecasts of a constant series are finite.
 */
export interface Expert extends Saveable, Partial<Heir> {
  /** Learns from the targets that have arrived with this observation, then makes it the origin. */
  learn(input: ExpertInput): void
  /**
   * Forecasts from the current origin.
   *
   * @param out receives the forecasts, shape [channels × leads], channel-major; NaN if the expert does not know enough
   * yet: it then sleeps, and has no weight
   */
  forecast(out: Float64Array): void
  /** The last step of its LSTM, if it has one. */
  readonly cell?: Cell
  /** Frees resources that are not garbage-collected promptly, such as networks. Called once, as the last method. */
  dispose?(): void
}

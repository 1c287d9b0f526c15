import type { Cell } from '../series/forecast.ts'
import type { Saveable } from '../state/fields.ts'

/** What an expert is shown at each step: numbers on the scale it works on (log where the forecaster says so). */
export interface ExpertInput {
  /** Milliseconds since 1970, for calendar features. */
  readonly time: number
  /** One value a channel. Where a value is missing this is the last one known, and `missing[channel]` is 1. */
  readonly values: Float64Array
  readonly missing: Uint8Array
  /** One value a covariate; a missing one is the last known, 0 before the first. */
  readonly covariates: Float64Array
}

/** What every expert is built for. */
export interface ExpertShape {
  readonly channels: number
  readonly covariates: number
  /** Leads in steps, rising. */
  readonly leads: readonly number[]
}

/**
 * A forecaster of all leads at once, learning as it goes. At observation t the forecaster calls `learn` with it, then `forecast`.
 * Laws (tested over every expert): `forecast` is pure; nothing depends on what comes later; snapshot, restore and continue equals never
 * stopping; a constant series stays finite.
 */
export interface Expert extends Saveable {
  /** Takes in observation t: first learns from the targets that have now arrived, then moves to origin t. */
  learn(input: ExpertInput): void
  /** Writes the forecasts made at the last origin into `out`, shape [channels × leads], channel-major. */
  forecast(out: Float64Array): void
  /** The LSTM at work in it, where there is one. */
  readonly cell?: Cell
  /** Frees what the garbage collector sees late or never, such as networks. Called once, after everything else. */
  dispose?(): void
}

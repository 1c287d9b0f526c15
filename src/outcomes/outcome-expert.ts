import type { Cell } from '../series/forecast.ts'
import type { Saveable } from '../state/fields.ts'

/** What an expert of an outcome learns from at one step. */
export interface OutcomeInput {
  /** Milliseconds since 1970. */
  readonly time: number
  /** Steps since the first one, gaps included. */
  readonly step: number
  /** Targets, then covariates; the last known value stands for a missing one, NaN before the first. */
  readonly values: Float64Array
  /** 1 for each of these that is missing. */
  readonly missing: Uint8Array
  /** What is known of the columns known ahead: now, then at the target of each lead, shape [(1 + leads) × known]. */
  readonly ahead: Float64Array
  /** The label now, see `Labels`; NaN if unknown. */
  readonly present: number
  /** What later values are compared with, as of now; NaN if unknown, and of classes. */
  readonly limit: number
  /** Labels of the forecasts now due, by lead; NaN if unknown. */
  readonly due: Float64Array
}

/** The sizes that an expert of an outcome is built for. */
export interface OutcomeShape {
  /** 1 for yes or no, else the number of classes. */
  readonly channels: number
  /** Labels: 2, or the number of classes. */
  readonly labels: number
  /** In steps, rising. */
  readonly leads: readonly number[]
}

/** A model of the probabilities of an outcome that learns online. At each step `learn` is called, then `forecast`. */
export interface OutcomeExpert extends Saveable {
  /** Learns from the labels that have arrived, then makes the step the origin. */
  learn(input: OutcomeInput): void
  /**
   * Forecasts from the current origin.
   *
   * @param out receives the probabilities, shape [channels × leads], those of several classes summing to 1; NaN if the
   * expert does not know enough yet
   */
  forecast(out: Float64Array): void
  /** The last step of its LSTM, if it has one. */
  readonly cell?: Cell
  /** Frees what is not garbage-collected promptly. Called once, as the last method. */
  dispose?(): void
}

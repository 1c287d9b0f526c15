import type { Outcome } from './outcome.ts'

export interface OutcomeForecasterOptions {
  /** In steps, rising. */
  readonly leads: readonly number[]
  readonly outcomes: readonly Outcome[]
  /** Numbers of targets, of covariates, and of columns known ahead. */
  readonly channels: number
  readonly covariates?: number
  readonly known?: number
  /** Time from one observation to the next, such as `1d`. */
  readonly cadence?: string | undefined
  /** Seasons in steps, the primary one first. */
  readonly season?: readonly number[] | undefined
  readonly seed?: number | undefined
  /** Names of the experts to mix. Default: all. */
  readonly experts?: readonly string[] | undefined
  readonly engine?: 'wasm' | 'reference' | undefined
  /** Cells of each LSTM. Default: 16. */
  readonly hidden?: number | undefined
  /** Rows that each LSTM keeps for replay. Default: 512. */
  readonly memory?: number | undefined
}

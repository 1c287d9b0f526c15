import type { ExpertRecipe } from './pool.ts'

export interface ForecasterOptions {
  /** Leads in steps, rising. */
  readonly leads: readonly number[]
  readonly channels: number
  readonly covariates?: number
  /** Time from one observation to the next, such as `1d`, `1h`, `1mo`, `1bd`; without it the kind of series is not known, nor the time of the first forecasts. */
  readonly cadence?: string | undefined
  /** Length of the season in steps. */
  readonly season?: number | undefined
  /** `log` forecasts the logarithm: for positive series whose swings grow with their level, as prices do. Left out: `log` for prices and monthly series, until a value is not positive. */
  readonly scale?: 'linear' | 'log' | undefined
  /** Coverage of the intervals, rising, each in (0, 1); none are made where there is none. */
  readonly levels?: readonly number[] | undefined
  /** Names of experts, or recipes of your own; all that suit the series where left out. */
  readonly experts?: readonly (string | ExpertRecipe)[] | undefined
  readonly mixture?: 'mlPoly' | 'boa' | undefined
  /** After a gap too long to fill: `keep` goes on with what was learned, `reset` begins anew. */
  readonly gaps?: 'keep' | 'reset' | undefined
  /** Of the LSTMs: the same seed gives the same bits. Default 1. */
  readonly seed?: number | undefined
  readonly engine?: 'wasm' | 'reference' | undefined
  /** Cells of each LSTM. */
  readonly hidden?: number | undefined
  /** Steps each LSTM keeps to replay. */
  readonly memory?: number | undefined
}

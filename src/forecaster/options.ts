import type { ExpertRecipe } from './pool.ts'

/** Options of a `Forecaster`. */
export interface ForecasterOptions {
  /** Leads in steps, rising. */
  readonly leads: readonly number[]
  /** Series forecast together: numbers in the `values` of an observation. */
  readonly channels: number
  /** Numbers in the `covariates` of an observation. Default 0. */
  readonly covariates?: number
  /** Time from one observation to the next, such as `1d`, `1h`, `1mo`, `1bd`; without it the kind of series is not known, nor the time of the first forecasts. */
  readonly cadence?: string | undefined
  /** Length of the season in steps. Default: none. */
  readonly season?: number | undefined
  /** Scale that the experts work on. Default: log for prices and monthly series while all is positive, else linear. */
  readonly scale?: 'linear' | 'log' | undefined
  /** Coverage of the intervals, rising, each in (0, 1). Default: no intervals. */
  readonly levels?: readonly number[] | undefined
  /** Experts to mix, by name; in code also recipes of your own. Default: all that suit the cadence and the season. */
  readonly experts?: readonly (string | ExpertRecipe)[] | undefined
  /** How experts are weighed. Default mlPoly. */
  readonly mixture?: 'mlPoly' | 'boa' | undefined
  /** After a gap too long to fill: keep what was learned, or begin anew. Default keep. */
  readonly gaps?: 'keep' | 'reset' | undefined
  /** The same seed gives the same bits. Default 1. */
  readonly seed?: number | undefined
  /** Arithmetic of the LSTMs: the fast kernel, or float64 in plain TypeScript. Default wasm. */
  readonly engine?: 'wasm' | 'reference' | undefined
  /** Cells of each LSTM; 16 to 64 are within 1 % of each other. Default 32. */
  readonly hidden?: number | undefined
  /** Steps each LSTM keeps to replay: bounds the memory of a run. Default 4096. */
  readonly memory?: number | undefined
}

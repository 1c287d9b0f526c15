import type { Forecast } from './forecast.ts'

/** A forecast, with how the earlier ones turned out now that `observation` has arrived. Shapes as in Forecast: [channels × leads]. */
export interface Scored extends Forecast {
  /** What was forecast for this very time, lead by lead, by the origins 1 … horizon steps ago; NaN where there was none. */
  readonly due: Float64Array
  /** Residual = actual − forecast of each `due`; NaN where either is missing. */
  readonly residuals: Float64Array
  /** Running scores over all observations so far. */
  readonly scores: Scores
}

/** Running scores; a live object, read it when you need it. Arrays have shape [channels × leads]; NaN before the first is scored. */
export interface Scores {
  /** From which forecasts on they count: by the time of their origin or its number among the observations, from 1; absent where all do. */
  readonly from?: { readonly time: number } | { readonly observation: number } | undefined
  /** Season in steps of the seasonal naive forecast and of MASE; absent where there is none. */
  readonly season?: number | undefined
  readonly channels: number
  readonly leads: readonly number[]
  readonly levels: readonly number[]
  /** By channel, what `mae` and `rmse` are divided by, NaN while it is not known; absent where they are in the data’s own units. */
  readonly units?: Float64Array | undefined
  /** Number of residuals counted. */
  readonly count: Float64Array
  readonly mae: Float64Array
  readonly rmse: Float64Array
  /** MAE ÷ mean absolute difference between neighbouring (or, with a season, seasonally neighbouring) observations. */
  readonly mase: Float64Array
  /** 1 − MAE ÷ MAE of persistence over the same origins; above 0 is better than persistence. */
  readonly skillPersistence: Float64Array
  /** 1 − MAE ÷ MAE of the seasonal naive forecast over the same origins; NaN without a season. */
  readonly skillSeasonal: Float64Array
  /** Share of the actual values inside the interval, one array a level. */
  readonly coverage: readonly Float64Array[]
}

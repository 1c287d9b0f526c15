import type { Observation } from './observation.ts'

/** What is said at `origin` about the steps to come. Arrays over leads are channel-major: entry `channel × leads.length + i` is lead `leads[i]`. */
export interface Forecast {
  /** Time of the last observation known when the forecast was made, in milliseconds since 1970. */
  readonly origin: number
  /** That observation, in the user's units. */
  readonly observation: Observation
  /** Leads in steps, rising: usually 1 … horizon. */
  readonly leads: readonly number[]
  /** Time forecast at each lead, in milliseconds since 1970; NaN while the cadence is not known. */
  readonly times: readonly number[]
  /** Shape [channels × leads], in the user's units. NaN while there is nothing to forecast from. */
  readonly values: Float64Array
  /** Coverage promised by each interval, such as [0.8, 0.95]; empty where none was asked for. */
  readonly levels: readonly number[]
  /** One array of shape [channels × leads] a level. */
  readonly lower: readonly Float64Array[]
  readonly upper: readonly Float64Array[]
  /** Length of the season in steps that the forecaster went by; `score` sets the seasonal naive forecast of that season beside it. */
  readonly season?: number | undefined
  /** What went on inside, for dashboards and the curious. Views of live state: read them before the next observation. */
  readonly inside?: Inside | undefined
}

/** A window into a forecaster at work. Everything here is a view that the next observation overwrites. */
export interface Inside {
  /** Names of the experts mixed, in the order of `weights`. */
  readonly experts: readonly string[]
  /** Shape [experts × channels × leads]: the share of each expert in the forecast; the shares of one lead sum to 1. */
  readonly weights: Float64Array
  /** Shape [experts × channels × leads]: what each expert alone forecast, in the user's units. */
  readonly forecasts: Float64Array
  /** The LSTMs, by expert name. */
  readonly cells: readonly Cell[]
  /** Shape [experts × channels × leads]: by how much each expert's squared errors were below the mixture's, linearised, summed and fading, on the scale the experts work on; absent where nothing is weighed. */
  readonly regrets?: Float64Array | undefined
  /** What the intervals go by; absent where there are none. */
  readonly intervals?: IntervalState | undefined
}

/** What has been learned of the errors, on the scale the experts work on. */
export interface IntervalState {
  /** Root mean square of the last errors, shape [channels × leads]; 0 before the first. */
  readonly sizes: Float64Array
  /** How many of these the bounds lie above and below the forecast; one array of shape [channels × leads] a level. */
  readonly above: readonly Float64Array[]
  readonly below: readonly Float64Array[]
}

/** The last step of one LSTM layer: shape [channels × hidden] each. */
export interface Cell {
  readonly name: string
  readonly hidden: number
  readonly input: ArrayLike<number>
  readonly forget: ArrayLike<number>
  readonly output: ArrayLike<number>
  readonly candidate: ArrayLike<number>
  readonly cell: ArrayLike<number>
  readonly state: ArrayLike<number>
}

/** A level in percent, to the last digit that tells it from others: 0.975 is 97.5, though a double times 100 may not be what it looks like. */
export const percentOf = (level: number): string => String(Math.round(level * 1e6) / 1e4)

import type { Observation } from './observation.ts'
import type { OutcomeChannels } from './outcome-channels.ts'
import { type Interval, intervalsAt, type SumData, type SumJson, sumsOf } from './sums.ts'

/**
 * A forecast made at `origin`. Arrays over leads are channel-major: entry `channel × leads.length + i` is lead
 * `leads[i]`; `Forecast.at` reads them by channel and lead.
 */
export interface ForecastData {
  /** Time of the last observation known when the forecast was made, in milliseconds since 1970. */
  readonly origin: number
  /** That observation, in units of the data. */
  readonly observation: Observation
  /** Leads in steps, rising: usually 1 … horizon. */
  readonly leads: readonly number[]
  /** Time forecast at each lead, in milliseconds since 1970; NaN while the cadence is not known. */
  readonly times: readonly number[]
  /** Shape [channels × leads], in units of the data; NaN before the first known value. */
  readonly values: Float64Array
  /** Nominal coverage of each interval, such as [0.8, 0.95]; empty if there are no intervals. */
  readonly levels: readonly number[]
  /** One array of shape [channels × leads] a level. */
  readonly lower: readonly Float64Array[]
  readonly upper: readonly Float64Array[]
  /** Sums over the first leads, if they were asked for. */
  readonly sums?: SumData | undefined
  /** Season in steps that the forecaster used; `score` compares with the seasonal naive forecast of that season. */
  readonly season?: number | undefined
  /**
   * Channels, from 0, whose unit or level was found to have changed as of this observation; usually undefined.
   */
  readonly drift?: readonly number[] | undefined
  /**
   * Channels, from 0, whose last values may be spikes, or of a new unit or level; usually undefined. Their forecasts are
   * the last value, and their intervals reach from those of the values before to those of the new ones.
   */
  readonly doubts?: readonly number[] | undefined
  /** Inside, for dashboards. Views of live state: read them before the next observation. */
  readonly inside?: Inside | undefined
  /** Of a forecast of outcomes, whose `values` are probabilities; else undefined. */
  readonly outcomes?: OutcomeChannels | undefined
  /**
   * Actual values of the forecasts due at `observation`, shape [channels × leads], NaN if unknown. Absent if they are the
   * values of `observation` at every lead.
   */
  readonly actuals?: Float64Array | undefined
}

/** A forecast for one channel and lead, in units of the data. */
export interface PointForecast {
  /** The time forecast, in milliseconds since 1970; NaN while the cadence is not known. */
  readonly time: number
  readonly value: number
  /** One a level. */
  readonly intervals: readonly Interval[]
}

/** A forecast as JSON, without its internals. Unknown numbers become null. */
export interface ForecastJson {
  /** Absent if there is only one series. */
  readonly key?: readonly string[]
  /** ISO 8601. */
  readonly origin: string | null
  readonly leads: readonly number[]
  readonly times: readonly (string | null)[]
  readonly channels: readonly {
    readonly observed: number
    /** By lead. */
    readonly forecast: readonly number[]
    readonly intervals: readonly {
      readonly level: number
      readonly lower: readonly number[]
      readonly upper: readonly number[]
    }[]
    /** Absent if no sums were asked for. */
    readonly sums?: readonly SumJson[]
  }[]
}

/** A forecast that can be read by channel and lead, and printed as JSON. */
export class Forecast implements ForecastData {
  readonly origin: number
  readonly observation: Observation
  readonly leads: readonly number[]
  readonly times: readonly number[]
  readonly values: Float64Array
  readonly levels: readonly number[]
  readonly lower: readonly Float64Array[]
  readonly upper: readonly Float64Array[]
  readonly sums: SumData | undefined
  readonly season: number | undefined
  readonly drift: readonly number[] | undefined
  readonly doubts: readonly number[] | undefined
  readonly inside: Inside | undefined
  readonly outcomes: OutcomeChannels | undefined
  readonly actuals: Float64Array | undefined

  constructor(data: ForecastData) {
    const { origin, observation, leads, times, values, levels, lower, upper, sums, season, drift, doubts, inside } =
      data
    this.origin = origin
    this.observation = observation
    this.leads = leads
    this.times = times
    this.values = values
    this.levels = levels
    this.lower = lower
    this.upper = upper
    this.sums = sums
    this.season = season
    this.drift = drift
    this.doubts = doubts
    this.inside = inside
    this.outcomes = data.outcomes
    this.actuals = data.actuals
  }

  /** The series that it is for, if there are several. */
  get key(): readonly string[] | undefined {
    return this.observation.key
  }

  /**
   * The forecast for one channel and lead.
   *
   * @param channel position of the target, from 0
   * @param lead in steps
   * @returns its time, value and intervals
   * @throws RangeError if there is no such channel or lead
   * @example
   * const data = { origin: 0, leads: [1, 7], times: [1, 7], levels: [], lower: [], upper: [] }
   * const observation = { time: 0, values: [20], covariates: [] }
   * const forecast = new Forecast({ ...data, observation, values: Float64Array.of(21, 22) })
   * console.log(forecast.at(0, 7).value) // 22
   */
  at(channel: number, lead: number): PointForecast {
    const entry = this.entryOf(channel, lead)
    return {
      time: this.times[entry % this.leads.length]!,
      value: this.values[entry]!,
      intervals: intervalsAt(this.levels, this, entry),
    }
  }

  /**
   * The forecast of the sum over leads 1 … `over` of one channel, and when it ends.
   *
   * @param channel position of the target, from 0
   * @param over one of the `sums` asked for
   * @throws RangeError if there is no such channel or sum
   */
  sum(channel: number, over: number): PointForecast {
    const { sums } = this
    const entry = entryOf(this.observation.values.length, sums?.over ?? [], channel, over)
    return { ...this.at(channel, over), value: sums!.values[entry]!, intervals: intervalsAt(this.levels, sums!, entry) }
  }

  /** @returns the object that `JSON.stringify` prints */
  toJSON(): ForecastJson {
    return {
      ...(this.key && { key: this.key }),
      origin: isoTime(this.origin),
      leads: this.leads,
      times: this.times.map(isoTime),
      channels: Array.from(this.observation.values, (observed, channel) => ({
        observed,
        forecast: this.ofChannel(this.values, channel),
        intervals: this.levels.map((level, v) => ({
          level,
          lower: this.ofChannel(this.lower[v]!, channel),
          upper: this.ofChannel(this.upper[v]!, channel),
        })),
        ...(this.sums && { sums: sumsOf(this.sums, this.levels, channel) }),
      })),
    }
  }

  /** Position of a channel and lead in an array of shape [channels × leads]. */
  protected entryOf(channel: number, lead: number): number {
    return entryOf(this.observation.values.length, this.leads, channel, lead)
  }

  /** The numbers of one channel, by lead. */
  protected ofChannel(numbers: Float64Array, channel: number): number[] {
    const { length } = this.leads
    return Array.from(numbers.subarray(channel * length, (channel + 1) * length))
  }
}

/** Null for times that are unknown or beyond the range of Date. */
const isoTime = (time: number) => (Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : null)

/**
 * Position of a channel and lead in an array of shape [channels × leads].
 *
 * @throws RangeError if there is no such channel or lead
 */
export function entryOf(channels: number, leads: readonly number[], channel: number, lead: number): number {
  if (!(Number.isInteger(channel) && channel >= 0 && channel < channels))
    throw new RangeError(`at: expected a channel from 0 to ${channels - 1}, got ${channel}`)
  const i = leads.indexOf(lead)
  if (i < 0) throw new RangeError(`at: expected a lead of ${leads.join(', ')}, got ${lead}`)
  return channel * leads.length + i
}

/** Inside of a forecaster: views that the next observation overwrites. */
export interface Inside {
  /** Names of the experts mixed, in the order of `weights`. */
  readonly experts: readonly string[]
  /** Shape [experts × channels × leads]: the share of each expert, of outcomes in h forecasts; a lead's sum to 1. */
  readonly weights: Float64Array
  /** Shape [experts × channels × leads]: the forecast of each expert, in units of the data. */
  readonly forecasts: Float64Array
  /** The LSTMs, by expert name. */
  readonly cells: readonly Cell[]
  /**
   * Shape [experts × channels × leads]: the discounted sum of how much larger the squared error of the mixture was than
   * that of each expert, linearised, on the scale of the experts; absent if there is no mixture.
   */
  readonly regrets?: Float64Array | undefined
  /** State of the intervals; absent if there are none. */
  readonly intervals?: IntervalState | undefined
}

/** The sizes and quantiles of the errors that intervals are computed from, on the scale of the experts. */
export interface IntervalState {
  /** Mean absolute error to be expected, shape [channels × leads]; 0 before the first. */
  readonly sizes: Float64Array
  /**
   * Distance of the bounds from the forecast, in multiples of `sizes`; one array of shape [channels × leads] a level.
   */
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

/** A level in percent, without the rounding error of a multiplication by 100: 0.975 is 97.5. */
export const percentOf = (level: number): string => String(Math.round(level * 1e6) / 1e4)

import type { SeriesEvent } from './event.ts'
import { Forecast, type ForecastData, type ForecastJson, type PointForecast } from './forecast.ts'
import type { OutcomeScoreData, OutcomeSummary, OutcomeSummaryJson } from './outcome-summary.ts'

/**
 * A forecast, and the errors of earlier ones now that `observation` is known. Shapes as in ForecastData: [channels ×
 * leads].
 */
export interface ScoredData extends ForecastData {
  /** The forecasts for the time of `observation`, made by the origins 1 … horizon steps ago; NaN if there was none. */
  readonly due: Float64Array
  /** Actual value − `due`; NaN if either is missing. */
  readonly residuals: Float64Array
  /** Running scores over all observations so far. */
  readonly scores: ScoreData
  /**
   * Channels, from 0, whose unit or level was found to have changed as of this observation, or whose errors at the first
   * lead have increased permanently; usually undefined.
   */
  readonly drift?: readonly number[] | undefined
  /** What has happened to the series as of this observation; usually undefined. */
  readonly events?: readonly SeriesEvent[] | undefined
}

/** A forecast for one channel and lead, and the earlier one with the same lead that is now due. */
export interface PointScored extends PointForecast {
  readonly due: number
  /** Actual value − `due`. */
  readonly residual: number
}

/** A scored forecast as JSON. */
export interface ScoredJson extends ForecastJson {
  /** By channel and lead. */
  readonly residuals: readonly (readonly number[])[]
  readonly scores: ScoresJson
  readonly drift?: readonly number[]
  readonly events?: readonly SeriesEvent[]
}

/** A forecast with the errors of earlier ones, which can be read by channel and lead, and printed as JSON. */
export class Scored extends Forecast implements ScoredData {
  readonly due: Float64Array
  readonly residuals: Float64Array
  readonly scores: Scores
  readonly events: readonly SeriesEvent[] | undefined

  constructor(data: ScoredData & { readonly scores: Scores }) {
    super(data)
    this.due = data.due
    this.residuals = data.residuals
    this.scores = data.scores
    this.events = data.events
  }

  /**
   * The forecast for one channel and lead, and the earlier one that is now due.
   *
   * @param channel position of the target, from 0
   * @param lead in steps
   * @throws RangeError if there is no such channel or lead
   */
  override at(channel: number, lead: number): PointScored {
    const entry = this.entryOf(channel, lead)
    return { ...super.at(channel, lead), due: this.due[entry]!, residual: this.residuals[entry]! }
  }

  /** The same with further events. */
  withEvents(more: readonly SeriesEvent[]): Scored {
    return more.length === 0 ? this : new Scored({ ...this, events: [...(this.events ?? []), ...more] })
  }

  override toJSON(): ScoredJson {
    const residuals = Array.from(this.observation.values, (_, channel) => this.ofChannel(this.residuals, channel))
    const { drift, events, scores } = this
    return {
      ...super.toJSON(),
      residuals,
      scores: scores.toJSON(),
      ...(drift === undefined ? {} : { drift }),
      ...(events === undefined ? {} : { events }),
    }
  }
}

/** The metrics of a run: for each a number, or an array of them. NaN or null before the first forecast is scored. */
export interface ScoreMetrics<T> {
  /** Number of residuals counted. */
  readonly count: T
  /** Mean absolute error; of the probability of an outcome its Brier score, the mean squared error. */
  readonly mae: T
  readonly rmse: T
  /** The continuous ranked probability score over point and intervals, in units of the MAE; NaN without intervals. */
  readonly crps: T
  /** MAE ÷ mean absolute difference between neighbouring (or, with a season, seasonally neighbouring) observations. */
  readonly mase: T
  /**
   * Mean absolute value of the targets that were scored, in units of the MAE, so that MAE ÷ size is the WAPE; of an
   * outcome how often it happened.
   */
  readonly size: T
  /** 1 − MAE ÷ MAE of persistence over the same origins; above 0 is better than persistence. */
  readonly skillPersistence: T
  /** 1 − MAE ÷ MAE of the seasonal naive forecast over the same origins; not known without a season. */
  readonly skillSeasonal: T
}

/** The scores of one channel at one lead, or over all of them. */
export interface ScoreSummary extends ScoreMetrics<number> {
  /** In steps; undefined for all leads together. */
  readonly lead: number | undefined
  /** One a level. */
  readonly coverage: readonly number[]
  /** Of the probabilities of an outcome; absent of forecasts in units of the data. */
  readonly outcome?: OutcomeSummary | undefined
}

/** A summary as JSON: coverage by level; null for unknown numbers. */
export interface ScoreSummaryJson extends ScoreMetrics<number | null> {
  readonly lead: number | 'all'
  readonly count: number
  readonly coverage: Readonly<Record<string, number | null>>
}

/** Scores as JSON: for each channel a summary for each lead, and, if there are several leads, one for all of them. */
export interface ScoresJson {
  readonly from?: ScoreData['from']
  readonly season?: number | undefined
  readonly units?: readonly (number | null)[] | undefined
  readonly channels: readonly (readonly (ScoreSummaryJson | OutcomeSummaryJson)[])[]
  /** Empty for outcomes: the Brier score of the base rate is in each line. */
  readonly baselines: readonly Baseline<readonly (number | null)[]>[]
  /** For each channel one entry a sum; absent if no sums were asked for. */
  readonly sums?: readonly (readonly SumScoreJson[])[]
}

/** The scores of a sum over leads 1 … `over`. */
export interface SumScoreJson {
  readonly over: number
  readonly count: number
  readonly mae: number | null
  readonly coverage: Readonly<Record<string, number | null>>
}

/** Running scores: a live object, read it when you need it. */
export interface Scores extends ScoreData {
  /**
   * The scores of one channel, counted from 0, at one lead in steps.
   *
   * @throws RangeError if there is no such channel or lead
   */
  at(channel: number, lead: number): ScoreSummary
  toJSON(): ScoresJson
}

/** The scores of one of several series. */
export interface KeyedScores {
  readonly key: readonly string[]
  /** Undefined if nothing was scored. */
  readonly scores: Scores | undefined
}

/** The numbers of running scores. Arrays have shape [channels × leads]; NaN before the first forecast is scored. */
export interface ScoreData extends ScoreMetrics<Float64Array> {
  /**
   * The first origin whose forecasts count, by its time or its number among the observations, from 1; absent if all of
   * them do.
   */
  readonly from?: { readonly time: number } | { readonly observation: number } | undefined
  /** Season in steps of the seasonal naive forecast and of MASE; absent if there is none. */
  readonly season?: number | undefined
  readonly channels: number
  readonly leads: readonly number[]
  readonly levels: readonly number[]
  /**
   * By channel, the divisor of `mae`, `rmse`, `crps` and `size`, NaN while it is unknown; absent if they are in units of the data.
   */
  readonly units?: Float64Array | undefined
  /** Share of the actual values inside the interval, one array a level. */
  readonly coverage: readonly Float64Array[]
  /** Naive forecasts, all scored from the start over the same origins: first persistence, then by season. */
  readonly baselines: readonly Baseline[]
  /** Scores of the sums over leads; absent if none were asked for. */
  readonly sums?: SumScoreData | undefined
  /** Present if the forecasts are probabilities of outcomes; the only naive forecast is then the base rate. */
  readonly outcomes?: OutcomeScoreData | undefined
}

/** Scores of forecasts of sums over leads 1 … k. Arrays have shape [channels × sums]; NaN before the first sum ends. */
export interface SumScoreData {
  /** The k of each sum, rising. */
  readonly over: readonly number[]
  /** Number of sums counted: those without a missing value. */
  readonly count: Float64Array
  /** In units of the data. */
  readonly mae: Float64Array
  /** Share of the sums inside the interval, one array a level. */
  readonly coverage: readonly Float64Array[]
}

/** The scores of a naive forecast, which repeats a value. Arrays have shape [channels × leads]. */
export interface Baseline<T = Float64Array> {
  /** The value that it repeats: `the last value`, or such as `a week ago`. */
  readonly name: string
  /** In steps; undefined for persistence. Before there is a value of that age, the last value is repeated. */
  readonly season: number | undefined
  readonly mae: T
  /** 1 − MAE of the forecaster ÷ `mae`. */
  readonly skill: T
}

import type { Baseline, ScoreSummary, Scores, ScoresJson } from '../series/scored.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { type BaselineKind, Baselines, baselineKinds } from './baselines.ts'
import { coverage } from './coverage.ts'
import { ErrorSums } from './error-sums.ts'
import type { From } from './from.ts'
import { KnownValues, wholeSeasons } from './known-values.ts'
import { type Metric, metrics } from './metrics.ts'
import { NaiveErrors } from './naive-errors.ts'
import { scoreSummary, scoresJson } from './score-summaries.ts'
import { SumScores } from './sum-scores.ts'

export interface RunningScoresOptions {
  readonly channels: number
  readonly leads: readonly number[]
  readonly levels: readonly number[]
  /** The k of each sum over leads 1 … k; default none. */
  readonly sums?: readonly number[] | undefined
  readonly from?: From
  /** Season in steps of the seasonal naive forecast; none if omitted. */
  readonly season?: number | undefined
  /** The naive forecasts to score beside it. Default: persistence and that of the season. */
  readonly baselines?: readonly BaselineKind[] | undefined
}

/**
 * The scores of a stream: sums by channel and lead, and the observations that the naive forecasts repeat. The metrics
 * are computed when they are read, since most are never read.
 */
export class RunningScores implements Scores, Saveable {
  readonly from: From
  readonly season: number | undefined
  readonly channels: number
  readonly leads: readonly number[]
  readonly levels: readonly number[]
  units: Float64Array | undefined
  readonly sums: SumScores | undefined
  private readonly errors: ErrorSums
  private readonly steps: NaiveErrors
  private readonly known: KnownValues
  private readonly naive: Baselines

  constructor({ channels, leads, levels, sums, from, season, baselines }: RunningScoresOptions) {
    this.from = from
    this.season = season
    this.channels = channels
    this.leads = leads
    this.levels = levels
    this.sums = sums && new SumScores(channels, sums, levels)
    this.errors = new ErrorSums(channels * leads.length, levels)
    this.steps = new NaiveErrors(channels)
    this.naive = new Baselines(baselines ?? baselineKinds(undefined, season), channels, leads)
    const longest = leads[leads.length - 1]!
    this.known = new KnownValues(channels, Math.max(this.naive.oldest, wholeSeasons(longest, season ?? 1)))
  }

  /**
   * Adds an observation, before the forecasts that are due at it.
   *
   * @param values shape [channels]; NaN is missing
   */
  observe(values: ArrayLike<number>): void {
    this.known.push(values)
    for (let channel = 0; channel < this.channels; channel++)
      this.steps.add(channel, values[channel]! - this.known.ago(this.season ?? 1, channel))
  }

  /**
   * Adds a forecast that is due at the last observation.
   *
   * @param i index of its lead
   */
  add(channel: number, i: number, actual: number, forecast: number): void {
    const error = actual - forecast
    if (Number.isNaN(error)) return
    const cell = channel * this.leads.length + i
    const lead = this.leads[i]!
    this.errors.add(cell, error)
    this.errors.addSize(cell, actual)
    this.errors.addPersistence(cell, error, actual - this.known.ago(lead, channel))
    this.naive.add(channel, i, actual, error, this.known)
    if (this.season !== undefined)
      this.errors.addSeasonal(cell, error, actual - this.known.ago(wholeSeasons(lead, this.season), channel))
  }

  /** Adds an interval that is due at the last observation. */
  addInterval(channel: number, i: number, level: number, actual: number, lower: number, upper: number): void {
    this.errors.addInterval(channel * this.leads.length + i, level, actual, lower, upper)
  }

  /** Drops the last values: after a gap too long to fill, none can be used for comparison. */
  restart(): void {
    this.known.clear()
    this.sums?.restart()
  }

  get count(): Float64Array {
    return this.each(metrics.count)
  }

  get mae(): Float64Array {
    return this.each(metrics.mae)
  }

  get rmse(): Float64Array {
    return this.each(metrics.rmse)
  }

  get crps(): Float64Array {
    return this.each(metrics.crps)
  }

  get mase(): Float64Array {
    return this.each(metrics.mase)
  }

  get size(): Float64Array {
    return this.each(metrics.size)
  }

  get skillPersistence(): Float64Array {
    return this.each(metrics.skillPersistence)
  }

  get skillSeasonal(): Float64Array {
    return this.each(metrics.skillSeasonal)
  }

  get coverage(): readonly Float64Array[] {
    return this.levels.map((_, level) => this.each((sums, cell) => coverage(sums, cell, level)))
  }

  get baselines(): readonly Baseline[] {
    return this.naive.list(this.units)
  }

  at(channel: number, lead: number): ScoreSummary {
    return scoreSummary(this, channel, lead)
  }

  toJSON(): ScoresJson {
    return scoresJson(this)
  }

  state(fields: Fields): void {
    fields.same('season', this.season)
    fields.part('sums', this.errors)
    if (this.sums) fields.part('ofSums', this.sums)
    fields.part('steps', this.steps)
    fields.part('known', this.known)
    fields.part('naive', this.naive)
  }

  private each(metric: Metric): Float64Array {
    const values = new Float64Array(this.errors.cells)
    for (let channel = 0, cell = 0; channel < this.channels; channel++) {
      const by = { unit: this.units?.[channel] ?? 1, step: this.steps.mean(channel) }
      for (let i = 0; i < this.leads.length; i++, cell++) values[cell] = metric(this.errors, cell, by)
    }
    return values
  }
}

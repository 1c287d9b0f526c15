import type { ForecastData } from '../series/forecast.ts'
import { Scored } from '../series/scored.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { formatTimestamp } from '../time/timestamp.ts'
import type { BaselineKind } from './baselines.ts'
import { ErrorDrift } from './error-drift.ts'
import { FirstDeviation } from './first-deviation.ts'
import { type From, isCounted } from './from.ts'
import { IssuedForecasts } from './issued-forecasts.ts'
import { OutcomeScores } from './outcome-scores.ts'
import { RunningScores } from './running-scores.ts'

export interface ScoreboardOptions {
  readonly channels: number
  readonly leads: readonly number[]
  readonly levels: readonly number[]
  /** The k of each sum over leads 1 … k; default none. */
  readonly sums?: readonly number[] | undefined
  readonly from: From
  /** In steps; undefined if there is none. */
  readonly season: number | undefined
  /** The naive forecasts to score beside it. Default: persistence and that of the season. */
  readonly baselines?: readonly BaselineKind[] | undefined
  /** The group of each channel if forecasts are probabilities of outcomes; else undefined. */
  readonly groups?: readonly number[] | undefined
  /** Number of observations whose standard deviation is the unit of MAE and RMSE. */
  readonly standardizeBy: number | undefined
}

/** Scores the forecasts of a stream when they are due. */
export class Scoreboard implements Saveable {
  readonly scores: RunningScores | OutcomeScores
  private readonly channels: number
  private readonly options: ScoreboardOptions
  private readonly issued: IssuedForecasts
  private readonly drift: ErrorDrift
  /** One a channel; empty if the unit is that of the data. */
  private readonly units: FirstDeviation[]
  /** Number of the last observation, from 1. */
  private observations = 0

  constructor(options: ScoreboardOptions) {
    const { channels, groups, leads, levels, sums, from, season, baselines, standardizeBy } = options
    this.channels = channels
    this.options = options
    this.scores = groups
      ? new OutcomeScores({ groups, leads, from })
      : new RunningScores({ channels, leads, levels, sums, from, season, baselines })
    this.issued = new IssuedForecasts(channels * leads.length, leads, levels.length)
    this.drift = new ErrorDrift(channels)
    this.units =
      standardizeBy === undefined || groups
        ? []
        : Array.from({ length: channels }, () => new FirstDeviation(standardizeBy))
  }

  /** Scores the forecasts that are due at this observation, then keeps the new one until it is due. */
  score(forecast: ForecastData): Scored {
    const { origin, observation, leads, times, values, levels, lower, upper, sums, season, inside } = forecast
    const { actuals, outcomes } = forecast
    const { scores } = this
    const inUnits = scores instanceof RunningScores ? scores : undefined
    if (observation.restart) this.restart()
    this.observations++
    inUnits?.observe(observation.values)
    this.units.forEach((unit, channel) => {
      unit.add(observation.values[channel]!)
    })
    this.updateUnits()

    const size = this.channels * leads.length
    const due = new Float64Array(size).fill(Number.NaN)
    const residuals = new Float64Array(size).fill(Number.NaN)
    for (let i = 0; i < leads.length; i++) {
      const slot = this.issued.due(leads[i]!)
      if (slot < 0) break
      const counted = this.issued.isCounted(slot)
      for (let channel = 0; channel < this.channels; channel++) {
        const at = channel * leads.length + i
        const actual = actuals ? actuals[at]! : observation.values[channel]!
        due[at] = this.issued.value(slot, at)
        residuals[at] = actual - due[at]!
        if (!counted || !inUnits) continue
        inUnits.add(channel, i, actual, due[at]!)
        for (let level = 0; level < levels.length; level++) {
          const bottom = this.issued.lower(slot, level, at)
          inUnits.addInterval(channel, i, level, actual, bottom, this.issued.upper(slot, level, at))
        }
      }
    }
    const counted = isCounted(this.options.from, this.observations, origin)
    this.issued.issue(values, lower, upper, counted)
    if (sums) inUnits?.sums?.score(observation.values, sums, counted)
    if (scores instanceof OutcomeScores) {
      const labels = actuals ?? due.map((_, at) => observation.values[Math.floor(at / leads.length)]!)
      scores.score(labels, due, counted)
    }
    // Written out: V8 takes microseconds to add fields to a spread object.
    return new Scored({
      origin,
      observation,
      leads,
      times,
      values,
      levels,
      lower,
      upper,
      sums,
      season,
      inside,
      due,
      residuals,
      scores,
      drift: inUnits && this.drift.add(residuals, forecast.drift),
      doubts: forecast.doubts,
      outcomes,
      actuals,
    })
  }

  state(fields: Fields): void {
    const { from, leads, standardizeBy } = this.options
    fields.same('leads', leads)
    fields.same('standardizeBy', standardizeBy)
    fields.constant('from', from && ('time' in from ? formatTimestamp(from.time) : from.observation))
    this.observations = fields.counter('observations', this.observations)
    fields.part('scores', this.scores)
    fields.part('issued', this.issued)
    fields.parts('units', this.units)
    fields.part('drift', this.drift)
    this.updateUnits()
  }

  /** Drops the forecasts not yet due, since steps do not count across a gap. */
  private restart(): void {
    this.issued.clear()
    this.scores.restart()
  }

  private updateUnits(): void {
    if (this.units.length > 0 && this.scores instanceof RunningScores)
      this.scores.units = Float64Array.from(this.units, ({ value }) => value)
  }
}

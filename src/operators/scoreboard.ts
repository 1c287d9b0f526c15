import type { Forecast } from '../series/forecast.ts'
import type { Scored, Scores } from '../series/scored.ts'
import { FirstDeviation } from './first-deviation.ts'
import { RunningScores } from './running-scores.ts'

export interface ScoreboardOptions {
  /** From which forecasts on they count; undefined where all do. */
  readonly from: Scores['from']
  /** In steps; absent where there is none. */
  readonly season: number | undefined
  /** Number of observations whose standard deviation is the unit. */
  readonly standardizeBy: number | undefined
}

/** The forecasts not yet due, the values that the naive forecasts repeat, and the running scores. */
export class Scoreboard {
  readonly scores: RunningScores
  private readonly channels: number
  private readonly options: ScoreboardOptions
  /** The last forecasts, one a step, and whether they count; entry `step % length`. */
  private readonly pending: (Forecast | undefined)[]
  private readonly pendingCounts: Uint8Array
  /** The last values, missing ones carried forward, shape [length × channels]; entry `step % length`. */
  private readonly history: Float64Array
  private readonly historyLength: number
  private readonly units: FirstDeviation[]
  /** Steps since the last restart. */
  private step = 0
  private ordinal = 0

  constructor({ observation, leads, levels }: Forecast, options: ScoreboardOptions) {
    const channels = observation.values.length
    const longest = leads[leads.length - 1]!
    const { from, season = 1, standardizeBy } = options
    this.channels = channels
    this.options = options
    this.scores = new RunningScores(channels, leads, levels, { from, season: options.season })
    this.pending = new Array(longest).fill(undefined)
    this.pendingCounts = new Uint8Array(longest)
    this.historyLength = Math.max(longest, wholeSeasons(longest, season)) + 1
    this.history = new Float64Array(this.historyLength * channels).fill(Number.NaN)
    this.units =
      standardizeBy === undefined ? [] : Array.from({ length: channels }, () => new FirstDeviation(standardizeBy))
  }

  /** Scores what was forecast for this observation, then remembers what is forecast now. */
  score(forecast: Forecast): Scored {
    const { observation, leads, levels } = forecast
    if (observation.restart) this.forget()
    this.ordinal++
    this.remember(observation.values)

    const size = this.channels * leads.length
    const due = new Float64Array(size).fill(Number.NaN)
    const residuals = new Float64Array(size).fill(Number.NaN)
    for (let i = 0; i < leads.length; i++) {
      const slot = (this.step - leads[i]!) % this.pending.length
      const said = this.step >= leads[i]! ? this.pending[slot] : undefined
      if (!said) continue
      for (let channel = 0; channel < this.channels; channel++) {
        const at = channel * leads.length + i
        const actual = observation.values[channel]!
        due[at] = said.values[at]!
        residuals[at] = actual - due[at]!
        if (!this.pendingCounts[slot]) continue
        this.scores.add(at, {
          residual: residuals[at]!,
          persistence: actual - this.valueAgo(leads[i]!, channel),
          seasonal: this.seasonalResidual(actual, leads[i]!, channel),
        })
        for (let level = 0; level < levels.length; level++)
          this.scores.addInterval(level, at, actual, said.lower[level]![at]!, said.upper[level]![at]!)
      }
    }

    const slot = this.step % this.pending.length
    this.pending[slot] = forecast
    this.pendingCounts[slot] = counts(this.options.from, this.ordinal, forecast.origin) ? 1 : 0
    this.step++
    // Written out: V8 takes microseconds to add fields to a spread object.
    const { origin, times, values, lower, upper, season, inside } = forecast
    return {
      origin,
      observation,
      leads,
      times,
      values,
      levels,
      lower,
      upper,
      season,
      inside,
      due,
      residuals,
      scores: this.scores,
    }
  }

  private forget(): void {
    this.pending.fill(undefined)
    this.history.fill(Number.NaN)
    this.step = 0
  }

  private remember(values: ArrayLike<number>): void {
    const { season = 1 } = this.options
    const now = (this.step % this.historyLength) * this.channels
    for (let channel = 0; channel < this.channels; channel++) {
      const value = values[channel]!
      this.scores.addStep(channel, value - this.valueAgo(season, channel))
      this.history[now + channel] = Number.isNaN(value) ? this.valueAgo(1, channel) : value
      const unit = this.units[channel]
      if (unit) {
        unit.add(value)
        this.scores.setUnit(channel, unit.value)
      }
    }
  }

  /** NaN before the beginning. */
  private valueAgo(steps: number, channel: number): number {
    if (steps > this.step) return Number.NaN
    return this.history[((this.step - steps) % this.historyLength) * this.channels + channel]!
  }

  private seasonalResidual(actual: number, lead: number, channel: number): number {
    const { season } = this.options
    return season === undefined ? Number.NaN : actual - this.valueAgo(wholeSeasons(lead, season), channel)
  }
}

const counts = (from: Scores['from'], ordinal: number, origin: number) =>
  from === undefined || ('time' in from ? origin >= from.time : ordinal >= from.observation)

/** The fewest whole seasons that reach back over the lead, in steps. */
const wholeSeasons = (lead: number, season: number) => Math.ceil(lead / season) * season

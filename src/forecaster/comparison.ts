import { Persistence } from '../experts/persistence.ts'
import { SeasonalNaive } from '../experts/seasonal-naive.ts'
import type { Forecast } from '../series/forecast.ts'
import type { Observation } from '../series/observation.ts'
import type { Verdict } from '../stats/diebold-mariano.ts'
import { Moments } from '../stats/moments.ts'
import { Candidate } from './candidate.ts'
import { choose } from './choices.ts'
import { Forecaster } from './forecaster.ts'
import type { ForecasterOptions } from './options.ts'
import type { Tally } from './tally.ts'

export interface ComparisonOptions {
  readonly forecaster: ForecasterOptions
  /** First origin that is scored: a row, counted from 0, or a time in milliseconds since 1970. */
  readonly from?: { readonly row: number } | { readonly time: number } | undefined
  /** Errors in units of each channel's standard deviation over this many first rows; user units where left out. */
  readonly standardizeBy?: number | undefined
}

/** One contestant's line in the table. */
export interface Line {
  readonly name: string
  /** By lead, over all channels. */
  readonly byLead: readonly Tally[]
  readonly overall: Tally
  /** Each channel's mean absolute error over that of its naive forecast one season (or one step) ahead, then their mean; by lead, then overall. */
  readonly mase: readonly number[]
  readonly overallMase: number
  /** 1 − MAE ÷ MAE of persistence; by lead, then overall. */
  readonly skill: readonly number[]
  readonly overallSkill: number
  /** Against the forecaster, by lead: whether the difference of the absolute errors is real. */
  readonly test: readonly Verdict[]
}

/** What `comparePipeline` measured. */
export interface ComparisonResult {
  readonly leads: readonly number[]
  readonly levels: readonly number[]
  /** Origins scored at the first lead. */
  readonly origins: number
  /** The forecaster first, then the baselines, then each expert. */
  readonly lines: readonly Line[]
}

/**
 * The same rows through the forecaster, each of its experts alone, and the trivial baselines, so that one table says who is better and whether that is real.
 * Everybody is scored on the same origins: those from `from` on whose target was seen.
 */
export class Comparison {
  private readonly options: ComparisonOptions
  private readonly forecaster: Forecaster
  private readonly candidates: Candidate[]
  private readonly persistence: Persistence
  private seasonal: SeasonalNaive | undefined
  private readonly spreads: Moments[]
  /** Absolute differences over a season (or a step), for MASE. */
  private readonly steps: Moments[]
  private readonly past: number[][] = []
  private row = 0

  constructor(options: ComparisonOptions) {
    const { channels, leads, levels, profile, season } = choose(options.forecaster)
    this.options = options
    this.forecaster = new Forecaster(options.forecaster)
    this.persistence = new Persistence({ channels, covariates: 0, leads })
    this.seasonal = this.freshSeasonal()
    const names = ['forecaster', 'persistence', ...(season === undefined ? [] : ['seasonal naive'])]
    const experts = this.forecaster.expertNames.map((name) => `expert ${name}`)
    this.candidates = [...names, ...experts].map(
      (name) => new Candidate(name, { channels, leads, levels, ...profile.intervals }),
    )
    this.spreads = Array.from({ length: channels }, () => new Moments())
    this.steps = Array.from({ length: channels }, () => new Moments())
  }

  private freshSeasonal(): SeasonalNaive | undefined {
    const { channels, leads, season } = this.options.forecaster
    return season === undefined ? undefined : new SeasonalNaive({ channels, covariates: 0, leads }, season)
  }

  /** Takes in the next observation. */
  observe(observation: Observation): void {
    const { channels, leads } = this.options.forecaster
    if (observation.restart) this.forget()
    const actual = Float64Array.from({ length: channels }, (_, channel) => observation.values[channel]!)
    this.measure(actual)
    const units = this.units()
    const [ours] = this.candidates
    const reference = ours!.settle(actual, units)
    for (const candidate of this.candidates.slice(1)) candidate.settle(actual, units, reference)

    const forecast = this.forecaster.observe(observation)
    const scored = this.counts(observation)
    ours!.forecast(forecast.values, scored, forecast)
    const others = this.others(observation, forecast, channels * leads.length)
    others.forEach((values, i) => {
      this.candidates[i + 1]!.forecast(values, scored)
    })
    this.row++
  }

  /** After a gap too long to fill nothing that was forecast before it is scored, and no value is a season ago: as `score` has it. */
  private forget(): void {
    for (const candidate of this.candidates) candidate.forget()
    this.past.length = 0
    this.seasonal = this.freshSeasonal()
  }

  /** Forecasts of the baselines and of each expert, in the order of the candidates. */
  private others({ time, values }: Observation, forecast: Forecast, size: number): Float64Array[] {
    const known = this.past.at(-1)!
    const step = {
      time,
      values: Float64Array.from(known),
      missing: Uint8Array.from(known, (_, channel) => (Number.isNaN(values[channel]!) ? 1 : 0)),
      covariates: new Float64Array(0),
    }
    const { persistence, seasonal } = this
    const baselines = [persistence, ...(seasonal ? [seasonal] : [])].map((expert) => {
      const out = new Float64Array(size)
      expert.learn(step)
      expert.forecast(out)
      return out
    })
    const all = forecast.inside!.forecasts
    const experts = this.forecaster.expertNames.map((_, m) => all.slice(m * size, (m + 1) * size))
    return [...baselines, ...experts]
  }

  /** Keeps what MASE and the units need. */
  private measure(actual: Float64Array): void {
    const { season = 1 } = this.options.forecaster
    const before = this.past.at(-1)
    // A missing value is the last one known, as it is for the forecasters.
    const known = [...actual].map((value, channel) => (Number.isNaN(value) ? (before?.[channel] ?? Number.NaN) : value))
    const old = this.past.length >= season ? this.past[this.past.length - season] : undefined
    actual.forEach((value, channel) => {
      const step = value - (old?.[channel] ?? Number.NaN)
      if (!Number.isNaN(step)) this.steps[channel]!.add(Math.abs(step))
      if (this.row < (this.options.standardizeBy ?? 0) && !Number.isNaN(value)) this.spreads[channel]!.add(value)
    })
    this.past.push(known)
    if (this.past.length > season) this.past.shift()
  }

  /** What an error of each channel is divided by. */
  private units(): Float64Array {
    const { channels } = this.options.forecaster
    const standard = this.options.standardizeBy !== undefined
    return Float64Array.from({ length: channels }, (_, channel) =>
      standard ? this.spreads[channel]!.deviation || 1 : 1,
    )
  }

  /** Whether this origin is scored. */
  private counts({ time }: Observation): boolean {
    const { from, standardizeBy = 0 } = this.options
    if (this.row + 1 < standardizeBy) return false
    if (from === undefined) return true
    return 'row' in from ? this.row >= from.row : time >= from.time
  }

  get result(): ComparisonResult {
    const { leads, levels = [] } = this.options.forecaster
    const naive = this.candidates[1]!
    const units = this.units()
    const steps = this.steps.map((step, channel) => step.mean / units[channel]!)
    const lines = this.candidates.map((candidate): Line => {
      const { byLead, overall, test } = candidate
      const mase = candidate.mase(steps)
      return {
        name: candidate.name,
        byLead,
        overall,
        test,
        mase: mase.byLead,
        overallMase: mase.overall,
        skill: byLead.map(({ mae }, i) => 1 - mae / naive.byLead[i]!.mae),
        overallSkill: 1 - overall.mae / naive.overall.mae,
      }
    })
    return { leads, levels, origins: this.candidates[0]!.scored, lines }
  }
}

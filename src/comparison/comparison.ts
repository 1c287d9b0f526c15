import { choose } from '../defaults/choices.ts'
import type { ForecasterOptions } from '../defaults/options.ts'
import { Forecaster } from '../forecaster/forecaster.ts'
import type { Shared } from '../forecaster/shared-learning.ts'
import { FirstDeviation } from '../scores/first-deviation.ts'
import { type From, isCounted } from '../scores/from.ts'
import { KnownValues, wholeSeasons } from '../scores/known-values.ts'
import { skill } from '../scores/skill.ts'
import type { Forecast } from '../series/forecast.ts'
import type { Observation } from '../series/observation.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { Moments } from '../stats/moments.ts'
import type { ComparisonResult, ContestantScores } from './comparison-result.ts'
import { Contestant } from './contestant.ts'
import { DirectQuantiles } from './direct-quantiles.ts'
import type { OtherForecasts } from './other-forecasts.ts'

/** The line of direct quantiles. */
export const directName = 'direct quantiles'

export interface ComparisonOptions {
  readonly forecaster: ForecasterOptions
  /** What the forecaster has in common with those of other series. Default: nothing. */
  readonly shared?: Shared | undefined
  /** The first origin that is scored. Default: all of them. */
  readonly from?: From
  /** Errors in units of each channel's standard deviation over this many first rows. Default: the data's own units. */
  readonly standardizeBy?: number | undefined
  /** Forecasts of other systems; only what they forecast too is then scored. */
  readonly others?: OtherSystems | undefined
}

/** Forecasts of other systems, and how they may name our series. */
export interface OtherSystems {
  readonly forecasts: OtherForecasts
  /** Names of the channels. */
  readonly targets: readonly string[]
  /** Name of the series that was chosen from a file of several. */
  readonly chosen?: string | undefined
}

/**
 * Runs the forecaster, each of its experts alone, the naive forecasts and direct quantiles on the same rows. All are scored on the same
 * origins: those from `from` on whose target is known.
 */
export class Comparison implements Saveable {
  private readonly options: ComparisonOptions
  private readonly forecaster: Forecaster
  private readonly contestants: Contestant[]
  /** Those of the first scale. */
  private readonly expertNames: readonly string[]
  /** Only if there are intervals. */
  private readonly direct: DirectQuantiles | undefined
  /** One a channel; empty if errors are in the data's own units. */
  private readonly deviations: FirstDeviation[]
  /** Absolute differences over a season (or a step), for MASE. */
  private readonly naiveErrors: Moments[]
  private readonly known: KnownValues
  /** The primary season in steps. */
  private readonly season: number | undefined
  /** Number of the last observation, from 1. */
  private observations = 0

  constructor(options: ComparisonOptions) {
    const { channels, leads, levels, season } = choose(options.forecaster)
    this.options = options
    this.forecaster = new Forecaster(options.forecaster, options.shared)
    const names = ['forecaster', 'persistence', ...(season === undefined ? [] : ['seasonal naive'])]
    const others = options.others?.forecasts.models ?? []
    this.expertNames = this.forecaster.expertNames
    const experts = this.expertNames.map((name) => `expert ${name}`)
    this.direct = levels.length > 0 ? new DirectQuantiles(options.forecaster) : undefined
    const direct = this.direct ? [directName] : []
    this.contestants = [...names, ...others, ...direct, ...experts].map(
      (name) => new Contestant(name, { channels, leads, levels }),
    )
    const { standardizeBy } = options
    this.deviations =
      standardizeBy === undefined ? [] : Array.from({ length: channels }, () => new FirstDeviation(standardizeBy))
    this.naiveErrors = Array.from({ length: channels }, () => new Moments())
    this.known = new KnownValues(channels, season ?? 1)
    this.season = season
  }

  /** @returns the forecast of the forecaster from this observation */
  observe(observation: Observation): Forecast {
    const { channels } = this.options.forecaster
    if (observation.restart) this.restart()
    this.observations++
    const actual = Float64Array.from({ length: channels }, (_, channel) => observation.values[channel]!)
    this.measure(actual)
    const units = this.units()
    const [ours] = this.contestants
    const reference = ours!.scoreDue(actual, units)
    for (const contestant of this.contestants.slice(1)) contestant.scoreDue(actual, units, reference)

    const forecast = this.forecaster.observe(observation)
    const counted = this.counts(observation)
    const { others } = this.options
    const { known, models = [] } = others?.forecasts.at(forecast, others.targets, others.chosen) ?? {}
    ours!.forecast(forecast.values, counted, forecast, known)
    const direct = this.direct?.observe(observation, forecast)
    const rest = [
      ...this.naives().map((values) => ({ values, own: undefined })),
      ...[...models, ...(direct ? [direct] : [])].map((own) => ({ values: own.values, own })),
      ...this.experts(forecast).map((values) => ({ values, own: undefined })),
    ]
    rest.forEach(({ values, own }, i) => {
      this.contestants[i + 1]!.forecast(values, counted, own, known)
    })
    return forecast
  }

  /**
   * After a gap too long to fill, as in `score`, no forecast from before it is scored, and no value is a season ago.
   */
  private restart(): void {
    for (const contestant of this.contestants) contestant.restart()
    this.known.clear()
  }

  private naives(): Float64Array[] {
    const { season } = this
    const naive = [this.naive(() => 0)]
    if (season !== undefined) naive.push(this.naive((lead) => wholeSeasons(lead, season) - lead))
    return naive
  }

  /**
   * Of an expert that sleeps, or that the pool of a new scale does not have, the last value, so that all are scored on
   * the same targets.
   */
  private experts({ inside, values }: Forecast): Float64Array[] {
    const size = values.length
    const last = this.naive(() => 0)
    const { forecasts } = inside!
    const present = this.forecaster.expertNames
    return this.expertNames.map((name) => {
      const m = present.indexOf(name)
      if (m < 0) return last
      return forecasts.slice(m * size, (m + 1) * size).map((own, at) => (Number.isNaN(own) ? last[at]! : own))
    })
  }

  /** Repeats for each lead the value of an age in steps; the last value if there is none of that age yet. */
  private naive(age: (lead: number) => number): Float64Array {
    const { channels, leads } = this.options.forecaster
    const out = new Float64Array(channels * leads.length)
    for (let channel = 0, at = 0; channel < channels; channel++) {
      for (const lead of leads) {
        const value = this.known.ago(age(lead), channel)
        out[at++] = Number.isNaN(value) ? this.known.ago(0, channel) : value
      }
    }
    return out
  }

  /** Updates the naive errors of MASE and the units. */
  private measure(actual: Float64Array): void {
    const { season = 1 } = this
    this.known.push(actual)
    actual.forEach((value, channel) => {
      const step = value - this.known.ago(season, channel)
      if (!Number.isNaN(step)) this.naiveErrors[channel]!.add(Math.abs(step))
      this.deviations[channel]?.add(value)
    })
  }

  /** Divisor of the errors, by channel. */
  private units(): Float64Array {
    const { channels } = this.options.forecaster
    return Float64Array.from({ length: channels }, (_, channel) => this.deviations[channel]?.value ?? 1)
  }

  /** Whether the forecasts made at this observation are scored. */
  private counts({ time }: Observation): boolean {
    const { from, standardizeBy = 0 } = this.options
    return this.observations >= standardizeBy && isCounted(from, this.observations, time)
  }

  /** Frees the networks of the forecaster. The result can still be read. */
  dispose(): void {
    this.forecaster.dispose()
    this.direct?.dispose()
  }

  state(fields: Fields): void {
    const { from, standardizeBy } = this.options
    fields.same('standardizeBy', standardizeBy)
    fields.constant('from', from && JSON.stringify(from))
    fields.part('forecaster', this.forecaster)
    fields.parts('contestants', this.contestants)
    if (this.direct) fields.part('direct', this.direct)
    fields.parts('deviations', this.deviations)
    fields.parts('naiveErrors', this.naiveErrors)
    fields.part('known', this.known)
    this.observations = fields.counter('observations', this.observations)
  }

  get result(): ComparisonResult {
    const { leads, levels = [] } = this.options.forecaster
    const naive = this.contestants[1]!
    const units = this.units()
    const naiveErrors = this.naiveErrors.map((error, channel) => error.mean / units[channel]!)
    const lines = this.contestants.map((contestant): ContestantScores => {
      const { byLead, overall, test } = contestant
      const { mase, pinball } = contestant.scaled(naiveErrors)
      return {
        name: contestant.name,
        byLead,
        overall,
        test,
        mase: mase.byLead,
        overallMase: mase.overall,
        scaledPinball: pinball.byLead,
        overallScaledPinball: pinball.overall,
        skill: byLead.map(({ mae }, i) => skill(mae, naive.byLead[i]!.mae)),
        overallSkill: skill(overall.mae, naive.overall.mae),
      }
    })
    return { leads, levels, origins: this.contestants[0]!.scored, lines }
  }
}

import { DataError } from '../errors.ts'
import { OutcomeForecaster } from '../outcomes/outcome-forecaster.ts'
import type { OutcomeForecasterOptions } from '../outcomes/outcome-forecaster-options.ts'
import { type From, isCounted } from '../scores/from.ts'
import { OutcomeScores } from '../scores/outcome-scores.ts'
import { skill } from '../scores/skill.ts'
import type { Forecast } from '../series/forecast.ts'
import type { Observation } from '../series/observation.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import type { OtherSystems } from './comparison.ts'
import type { ComparisonResult, ContestantScores } from './comparison-result.ts'
import { OutcomeContestant } from './outcome-contestant.ts'

/** How outcomes are compared. */
export interface OutcomeComparisonOptions {
  /** The number of the group of each channel, rising. */
  readonly groups: readonly number[]
  /** The first origin that is scored. Default: all of them. */
  readonly from?: From
  /** Probabilities of other systems; only what they forecast too is then scored. */
  readonly others?: OtherSystems | undefined
}

/**
 * Runs a forecaster of outcomes, the base rate and each of its experts on the same rows. All are scored by Brier score
 * and log loss on the same origins: those from `from` on of which it is known what has happened.
 */
export class OutcomeComparison implements Saveable {
  private readonly leads: readonly number[]
  private readonly from: From | undefined
  private readonly others: OtherSystems | undefined
  private readonly forecaster: OutcomeForecaster
  /** Knows the base rates. */
  private readonly scores: OutcomeScores
  private readonly contestants: readonly OutcomeContestant[]
  /** Number of the last observation, from 1. */
  private observations = 0

  constructor(options: OutcomeForecasterOptions, { from, groups, others }: OutcomeComparisonOptions) {
    const { leads } = options
    this.leads = leads
    this.from = from
    this.others = others
    this.forecaster = new OutcomeForecaster(options)
    this.scores = new OutcomeScores({ groups, leads })
    const systems = others?.forecasts.models ?? []
    const experts = this.forecaster.expertNames.map((name) => `expert ${name}`)
    const names = ['forecaster', 'base rate', ...systems, ...experts]
    this.contestants = names.map((name) => new OutcomeContestant(name, groups, leads))
  }

  /**
   * @returns the forecast of the forecaster from this observation
   * @throws DataError if another system has a number that is not a probability
   */
  observe(observation: Observation): Forecast {
    if (observation.restart) {
      for (const contestant of this.contestants) contestant.restart()
      this.scores.restart()
    }
    this.observations++
    const forecast = this.forecaster.observe(observation)
    const labels = forecast.actuals!
    const [ours, ...others] = this.contestants
    const reference = ours!.scoreDue(labels)
    for (const contestant of others) contestant.scoreDue(labels, reference)

    this.scores.score(labels, new Float64Array(labels.length).fill(Number.NaN), false)
    const rates = this.scores.rates()
    const counted = isCounted(this.from, this.observations, observation.time)
    const size = rates.length
    const said = forecast.inside!.forecasts
    // An expert that an outcome does not have is the base rate there.
    const experts = this.forecaster.expertNames.map((_, m) =>
      said.slice(m * size, (m + 1) * size).map((own, at) => (Number.isNaN(own) ? rates[at]! : own)),
    )
    const { known, systems } = this.othersAt(forecast)
    for (const [i, values] of [forecast.values, rates, ...systems, ...experts].entries())
      this.contestants[i]!.forecast(
        values.map((own, at) => (known[at] === 0 ? Number.NaN : own)),
        counted,
      )
    return forecast
  }

  /** What other systems say beside a forecast, and which of its numbers all of them have. */
  private othersAt(forecast: Forecast) {
    const { others } = this
    if (!others) return { known: [], systems: [] }
    const { known, models } = others.forecasts.at(forecast, others.targets, others.chosen)
    const wrong = models.flatMap(({ values }) => [...values]).find((p) => p < 0 || p > 1)
    if (wrong === undefined) return { known, systems: models.map(({ values }) => values) }
    throw new DataError(
      `${others.forecasts.file}: expected probabilities from 0 to 1, got ${wrong}; divide percentages by 100`,
    )
  }

  /** Frees the networks of the forecaster. The result can still be read. */
  dispose(): void {
    this.forecaster.dispose()
  }

  state(fields: Fields): void {
    fields.constant('from', this.from && JSON.stringify(this.from))
    fields.part('forecaster', this.forecaster)
    fields.part('scores', this.scores)
    fields.parts('contestants', this.contestants)
    this.observations = fields.counter('observations', this.observations)
  }

  get result(): ComparisonResult {
    const base = this.contestants[1]!
    const unknown = this.leads.map(() => Number.NaN)
    const lines = this.contestants.map(
      ({ byLead, logLoss, name, overall, overallLogLoss, test }): ContestantScores => ({
        name,
        byLead,
        overall,
        test,
        mase: unknown,
        overallMase: Number.NaN,
        scaledPinball: unknown,
        overallScaledPinball: Number.NaN,
        skill: byLead.map(({ mae }, i) => skill(mae, base.byLead[i]!.mae)),
        overallSkill: skill(overall.mae, base.overall.mae),
        logLoss,
        overallLogLoss,
      }),
    )
    return { leads: this.leads, levels: [], origins: this.contestants[0]!.scored, lines }
  }
}

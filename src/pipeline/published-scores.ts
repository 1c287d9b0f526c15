import { listOf } from '../defaults/seasons.ts'
import { channelsAfter } from '../operators/build-steps.ts'
import type { Operator } from '../operators/stateful.ts'
import type { ForecastData } from '../series/forecast.ts'
import { Ledger } from '../series/ledger.ts'
import type { Limit } from '../series/limit.ts'
import type { OutcomeChannels } from '../series/outcome-channels.ts'
import type { Scored } from '../series/scored.ts'
import { chainOf } from './chain.ts'
import { limitsOf } from './limits-of.ts'
import type { Pipeline } from './pipeline.ts'
import { survey } from './survey.ts'
import { untilScored } from './total-plan.ts'

/** How forecasts that a pipeline has published are scored. */
export interface PublishedScores {
  readonly score: Operator<ForecastData, Scored>
  /** The outcomes whose probabilities the forecasts are; undefined if they are values. */
  readonly outcomes: OutcomeChannels | undefined
  /** Season of the forecaster in steps. */
  readonly season: number | undefined
  readonly cadence: string | undefined
  /** The limits that its alerts watch the targets for passing. */
  readonly limits: readonly Limit[]
}

/**
 * The steps of a pipeline after its forecasts, for those that are read back from where its sinks have sent them.
 *
 * @param alerts whether its alerts are among them; they need the leads that they watch
 * @throws ConfigError, or DataError if the source cannot be read at all
 */
export async function publishedScores(pipeline: Pipeline, alerts: boolean): Promise<PublishedScores> {
  const { context, steps } = await survey(pipeline)
  const forecasting = untilScored(steps)
  const after = steps.slice(forecasting.length).filter(({ word }) => alerts || word.accepts !== 'Scored')
  const seasons = forecasting.flatMap(({ word, argument }) => listOf(word.forecaster?.(argument, context).season))
  const outcomes = forecasting.map(({ word, argument }) => word.channels?.(argument, context))
  const targets = channelsAfter(forecasting, context)
  return {
    score: chainOf<Scored, ForecastData>(after, { ...context, targets }, new Ledger()),
    outcomes: outcomes.find((one) => one !== undefined),
    season: seasons[0],
    cadence: context.cadence,
    limits: limitsOf(steps, context.targets),
  }
}

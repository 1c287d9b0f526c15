import type { Plan } from '../run/plan.ts'
import type { Forecast } from '../series/forecast.ts'
import type { Scored } from '../series/scored.ts'
import type { Context, StepWord } from '../word.ts'
import { chainOf } from './chain.ts'
import type { CheckedCall } from './check-call.ts'
import { totalOf } from './total-of.ts'

/**
 * The steps of a run that forecasts the total of its series too: those of each up to its forecasts, the total of all,
 * and the scores of each.
 */
export function totalPlan(steps: readonly CheckedCall<StepWord>[], context: Context): Plan['total'] {
  const forecasting = untilScored(steps)
  return {
    forecasts: (ledger) => chainOf<Forecast>(forecasting, context, ledger),
    steps: (ledger) => ({
      reconcile: totalOf(steps, context),
      score: chainOf<Scored, Forecast>(steps.slice(forecasting.length), context, ledger),
    }),
  }
}

/** The steps before the scores. */
export const untilScored = (steps: readonly CheckedCall<StepWord>[]): readonly CheckedCall<StepWord>[] =>
  steps.slice(
    0,
    steps.findIndex(({ word }) => word.emits === 'Scored'),
  )

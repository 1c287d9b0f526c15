import { byPosition, type Limits } from '../defaults/limits.ts'
import { chain } from '../operators/chain.ts'
import type { InOrderOptions } from '../operators/in-order.ts'
import { reconcile } from '../operators/reconcile.ts'
import type { Operator } from '../operators/stateful.ts'
import type { Forecast } from '../series/forecast.ts'
import { Ledger } from '../series/ledger.ts'
import type { Observation } from '../series/observation.ts'
import { limitsOfTotal } from '../totals/totals.ts'
import type { Context, StepWord } from '../word.ts'
import type { CheckedCall } from './check-call.ts'

/** Steps that order and fill the rows of a series. */
const ofRows: readonly string[] = ['inOrder', 'fillGaps']

/**
 * The operator that forecasts the total of a pipeline's series, for `total: true`: with the steps of the series up to the
 * forecast, without those that order and fill rows. The total has no covariates, and only those limits that sums have.
 *
 * @param steps of the pipeline, which `arrange` has checked
 */
export function totalOf(steps: readonly CheckedCall<StepWord>[], context: Context): Operator<Forecast, Forecast> {
  const { covariates: _, targets, ...known } = context
  const argumentOf = (name: string) => steps.find(({ word }) => word.name === name)?.argument
  const limits = byPosition(limitsIn(argumentOf('forecast')), targets)
  const built = steps
    .filter(({ word }) => word.emits !== 'Scored' && !ofRows.includes(word.name))
    .map(({ argument, word }) => {
      const options = word.name === 'forecast' ? withLimits(argument, limitsOfTotal(limits, targets.length)) : argument
      return word.build(options, { ...known, targets: targets.map((_, i) => String(i)), covariates: [] }, new Ledger())
    })
  const lateness = (argumentOf('inOrder') as InOrderOptions | undefined)?.lateness
  return reconcile(chain(...(built as [Operator<Observation, Forecast>])), { ...limits, lateness })
}

/** The limits in the argument of `forecast`, which can be a horizon only. */
function limitsIn(argument: unknown): Limits {
  const { integer, max, min } = (typeof argument === 'object' ? argument : {}) as Limits
  return { integer, max, min } as Limits
}

const withLimits = (argument: unknown, limits: Limits): unknown =>
  typeof argument === 'object' ? { ...argument, ...limits } : argument

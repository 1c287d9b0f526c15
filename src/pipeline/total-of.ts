import { byPosition, type Limits } from '../defaults/limits.ts'
import { chain } from '../operators/chain.ts'
import { eachKey } from '../operators/each-key.ts'
import type { InOrderOptions } from '../operators/in-order.ts'
import { reconcile } from '../operators/reconcile.ts'
import type { Operator } from '../operators/stateful.ts'
import type { Forecast } from '../series/forecast.ts'
import { Ledger } from '../series/ledger.ts'
import type { Observation } from '../series/observation.ts'
import type { Scored } from '../series/scored.ts'
import { limitsOfTotal } from '../totals/totals.ts'
import type { Context, StepWord } from '../word.ts'
import type { CheckedCall } from './check-call.ts'

/** Steps that order and fill the rows of a series. */
const ofRows: readonly string[] = ['inOrder', 'fillGaps']

/** The steps of a series up to its forecast, and those after it. */
export function aroundForecast(steps: readonly CheckedCall<StepWord>[]) {
  const isAfter = ({ word }: CheckedCall<StepWord>) => word.emits === 'Scored'
  return { upTo: steps.filter((step) => !isAfter(step)), after: steps.filter(isAfter) }
}

/**
 * What comes after the forecasts of the series in a pipeline with `total: true`: the forecast of their total, the
 * reconciliation, and the steps after the forecast for each series and the total. The total is forecast with the steps of
 * the series, without those that order and fill rows. It has no covariates, and only those limits that sums have.
 *
 * @param steps of the pipeline, which `arrange` has checked
 */
export function totalOf(steps: readonly CheckedCall<StepWord>[], context: Context): Operator<Forecast, Scored> {
  const { covariates: _, targets, ...known } = context
  const { after, upTo } = aroundForecast(steps)
  const argumentOf = (name: string) => upTo.find(({ word }) => word.name === name)?.argument
  const limits = byPosition(limitsIn(argumentOf('forecast')), targets)
  const own = upTo
    .filter(({ word }) => !ofRows.includes(word.name))
    .map(({ argument, word }) => {
      const options = word.name === 'forecast' ? withLimits(argument, limitsOfTotal(limits, targets.length)) : argument
      return word.build(options, { ...known, targets: targets.map((_, i) => String(i)), covariates: [] }, new Ledger())
    })
  const lateness = (argumentOf('inOrder') as InOrderOptions | undefined)?.lateness
  const last = after.map(({ argument, word }) => word.build(argument, context, new Ledger()))
  return chain(
    reconcile(chain(...(own as [Operator<Observation, Forecast>])), { ...limits, lateness }),
    eachKey(chain(...(last as [Operator<Forecast, Scored>]))),
  )
}

/** The limits in the argument of `forecast`, which can be a horizon only. */
function limitsIn(argument: unknown): Limits {
  const { integer, max, min } = (typeof argument === 'object' ? argument : {}) as Limits
  return { integer, max, min } as Limits
}

const withLimits = (argument: unknown, limits: Limits): unknown =>
  typeof argument === 'object' ? { ...argument, ...limits } : argument

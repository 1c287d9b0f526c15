import type { OperatorFunction } from 'rxjs'
import { buildSteps } from '../operators/build-steps.ts'
import { chain } from '../operators/chain.ts'
import type { Operator } from '../operators/stateful.ts'
import type { Ledger } from '../series/ledger.ts'
import type { Observation } from '../series/observation.ts'
import type { Scored } from '../series/scored.ts'
import type { Context, StepWord } from '../word.ts'
import type { CheckedCall } from './check-call.ts'

/** Joins the operators of steps, which `arrange` has checked, into one; their rejects go to `ledger`. Browser-safe. */
export function chainOf<R = Scored, T = Observation>(
  steps: readonly CheckedCall<StepWord>[],
  context: Context,
  ledger: Ledger,
): Operator<T, R> {
  return chain(...(buildSteps(steps, context, ledger) as [OperatorFunction<T, R>]))
}

/** The choices that the steps make by themselves, with reasons, one line each. */
export const choicesOf = (steps: readonly CheckedCall<StepWord>[], context: Context): readonly string[] =>
  steps.flatMap(({ word, argument }) => word.explain?.(argument, context) ?? [])

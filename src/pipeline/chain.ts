import type { OperatorFunction } from 'rxjs'
import { chain } from '../operators/chain.ts'
import type { Operator } from '../operators/stateful.ts'
import type { Ledger } from '../series/ledger.ts'
import type { Observation } from '../series/observation.ts'
import type { Scored } from '../series/scored.ts'
import type { Context, StepWord } from '../word.ts'
import type { CheckedCall } from './check-call.ts'

/** The operators of steps, joined into one, whose rejects go to `ledger`; `arrange` has checked that they fit. Browser-safe. */
export function chainOf<R = Scored>(
  steps: readonly CheckedCall<StepWord>[],
  context: Context,
  ledger: Ledger,
): Operator<Observation, R> {
  const built = steps.map(({ word, argument }) => word.build(argument, context, ledger))
  return chain(...(built as [OperatorFunction<Observation, R>]))
}

/** What the steps choose by themselves and why, line by line. */
export const choicesOf = (steps: readonly CheckedCall<StepWord>[], context: Context): readonly string[] =>
  steps.flatMap(({ word, argument }) => word.explain?.(argument, context) ?? [])

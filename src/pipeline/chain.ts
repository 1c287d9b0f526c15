import { type OperatorFunction, pipe } from 'rxjs'
import type { Observation } from '../series/observation.ts'
import type { Scored } from '../series/scored.ts'
import type { Context, StepWord } from '../word.ts'
import type { CheckedCall } from './check-call.ts'

/** The operators of steps, joined into one; `arrange` has checked that they fit. Browser-safe. */
export function chainOf<R = Scored>(
  steps: readonly CheckedCall<StepWord>[],
  context: Context,
): OperatorFunction<Observation, R> {
  const built = steps.map(({ word, argument }) => word.build(argument, context))
  return pipe(...(built as [OperatorFunction<Observation, R>]))
}

/** What the steps choose by themselves and why, line by line. */
export const choicesOf = (steps: readonly CheckedCall<StepWord>[], context: Context): readonly string[] =>
  steps.flatMap(({ word, argument }) => word.explain?.(argument, context) ?? [])

import { type OperatorFunction, pipe } from 'rxjs'
import { explain } from '../forecaster/explain.ts'
import { forecastWord } from '../operators/forecast.ts'
import type { Observation } from '../series/observation.ts'
import type { Scored } from '../series/scored.ts'
import type { Context, StepWord } from '../word.ts'
import type { CheckedCall } from './check-call.ts'
import { forecasterOf } from './forecaster-of.ts'

/** The operators of steps that `arrange` has checked, joined into one: what the types cannot know, it does. Browser-safe. */
export function chainOf(
  steps: readonly CheckedCall<StepWord>[],
  context: Context,
): OperatorFunction<Observation, Scored> {
  const built = steps.map(({ word, argument }) => word.build(argument, context))
  return pipe(...(built as [OperatorFunction<Observation, Scored>]))
}

/** What the steps choose by themselves, and why, line by line. */
export const choicesOf = (steps: readonly CheckedCall<StepWord>[], context: Context): readonly string[] =>
  steps.flatMap(({ word, argument }) => (word === forecastWord ? explain(forecasterOf(argument, context)) : []))

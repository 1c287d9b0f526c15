import type { OperatorFunction } from 'rxjs'
import type { Ledger } from '../series/ledger.ts'
import type { Context, Names, StepWord } from '../word.ts'

/** A step with its checked argument. */
export interface Step {
  readonly word: StepWord
  readonly argument: unknown
}

/** The names of the channels after some steps: the targets, or the outcomes that a step forecasts. */
export const channelsAfter = (steps: readonly Step[], names: Names): readonly string[] =>
  steps.reduce(
    (targets, { word, argument }) => word.channels?.(argument, { ...names, targets })?.names ?? targets,
    names.targets,
  )

/** Builds each step with the channels of those before it as its targets; rejects go to `ledger`. */
export const buildSteps = (
  steps: readonly Step[],
  context: Context,
  ledger: Ledger,
): readonly OperatorFunction<unknown, unknown>[] =>
  steps.map(({ word, argument }, i) =>
    word.build(argument, { ...context, targets: channelsAfter(steps.slice(0, i), context) }, ledger),
  )

import type { Limit } from '../series/limit.ts'
import type { StepWord } from '../word.ts'
import type { CheckedCall } from './check-call.ts'

/** The limits that the steps watch the targets for passing. */
export const limitsOf = (
  steps: readonly Pick<CheckedCall<StepWord>, 'word' | 'argument'>[],
  targets: readonly string[],
): readonly Limit[] => steps.flatMap(({ word, argument }) => word.limits?.(argument, targets) ?? [])

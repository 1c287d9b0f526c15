import { fillGapsWord } from '../operators/fill-gaps.ts'
import { inOrderWord } from '../operators/in-order.ts'
import type { StepWord } from '../word.ts'
import type { CheckedCall } from './check-call.ts'

/** The steps with `fillGaps` put in after `inOrder`, where the cadence is steady and they do not say it themselves. Browser-safe. */
export function withGapsFilled(
  steps: readonly CheckedCall<StepWord>[],
  cadence: string | undefined,
): readonly CheckedCall<StepWord>[] {
  // Trading days rest on holidays that nobody has listed: those are no gaps, and the next step is the next trading day.
  if (cadence === undefined || cadence.endsWith('bd')) return steps
  if (steps.some(({ word }) => word === fillGapsWord)) return steps
  const at = steps.findIndex(({ word }) => word === inOrderWord) + 1
  return [...steps.slice(0, at), { word: fillGapsWord, argument: cadence }, ...steps.slice(at)]
}

import { fillGapsWord } from '../operators/fill-gaps.ts'
import type { StepWord } from '../word.ts'
import type { CheckedCall } from './check-call.ts'

/** The cadence that one of the steps sets; undefined if none does. */
export const cadenceOf = (steps: readonly CheckedCall<StepWord>[]): string | undefined =>
  steps.map(({ word, argument }) => word.cadence?.(argument)).find((cadence) => cadence !== undefined)

/** The steps, with `fillGaps` after `inOrder` if the cadence is steady and no step sets it. Browser-safe. */
export function withGapsFilled(
  steps: readonly CheckedCall<StepWord>[],
  cadence: string | undefined,
): readonly CheckedCall<StepWord>[] {
  // Holidays are not known, so on business days a missing day is no gap: the next step is the next trading day.
  if (cadence === undefined || cadence.endsWith('bd') || cadenceOf(steps) !== undefined) return steps
  const at = steps.findIndex(({ word }) => word.name === 'inOrder') + 1
  return [...steps.slice(0, at), { word: fillGapsWord, argument: cadence }, ...steps.slice(at)]
}

import { parseDuration, pauses } from '../time/duration.ts'
import type { StepWord } from '../word.ts'
import type { CheckedCall } from './check-call.ts'

/** The cadence that one of the steps sets; undefined if none does. */
export const cadenceOf = (steps: readonly CheckedCall<StepWord>[]): string | undefined =>
  steps.map(({ word, argument }) => word.cadence?.(argument)).find((cadence) => cadence !== undefined)

/**
 * Adds the words that need a cadence after those that begin a pipeline, if the cadence is steady and no step sets it.
 * Browser-safe.
 *
 * @param words all words of steps
 * @returns the steps with the added ones
 */
export function withGapsFilled(
  steps: readonly CheckedCall<StepWord>[],
  words: readonly StepWord[],
  cadence: string | undefined,
): readonly CheckedCall<StepWord>[] {
  // Holidays are not known, so on business days or in opening hours a missing step is not a gap: the next step is the next row.
  if (cadence === undefined || pauses(parseDuration(cadence)) || cadenceOf(steps) !== undefined) return steps
  const added = words.filter(({ added }) => added?.at === 'cadence').map((word) => ({ word, argument: cadence }))
  const at = steps.findIndex(({ word }) => word.added?.at === 'start') + 1
  return [...steps.slice(0, at), ...added, ...steps.slice(at)]
}

import type { Choices } from '../defaults/choices.ts'
import type { Fields } from '../state/fields.ts'

/** Options that must be those of the snapshot, as state depends on them. */
const fixed = [
  'channels',
  'covariates',
  'known',
  'offered',
  'leads',
  'levels',
  'sums',
  'cadence',
  'seasons',
  'scale',
  'point',
  'mixture',
  'hidden',
  'memory',
] as const

/** Writes the options of a forecaster to its state, and compares them with those of a snapshot. */
export function optionFields(fields: Fields, choices: Choices): void {
  for (const name of fixed) fields.same(name, choices[name])
  const { gaps, integer, max, min, seed } = choices
  fields.constant('gaps', gaps)
  fields.constant('seed', seed)
  fields.constant('limits', JSON.stringify({ min, max, integer }))
}

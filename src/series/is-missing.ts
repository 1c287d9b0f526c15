import type { Observation } from './observation.ts'

/** Whether a target is missing; such a row counts as imputed. */
export function isMissing({ values }: Observation): boolean {
  for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i]!)) return true
  return false
}

import type { Observation } from './observation.ts'

/** Whether a target is missing; such a row counts as imputed. */
export function isMissing({ future, values }: Observation): boolean {
  if (future) return false
  for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i]!)) return true
  return false
}

/** Whether all targets are missing. */
export function hasNoTarget({ values }: Observation): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i]!)) return false
  return true
}

/** Whether a value is known ahead of time, or was forecast elsewhere. */
export const tellsAhead = ({ known, elsewhere }: Omit<Observation, 'time'>): boolean =>
  hasNumber(known) || hasNumber(elsewhere)

function hasNumber(numbers: ArrayLike<number> = []): boolean {
  for (let i = 0; i < numbers.length; i++) if (!Number.isNaN(numbers[i]!)) return true
  return false
}

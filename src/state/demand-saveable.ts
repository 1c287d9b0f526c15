import { DataError } from '../errors.ts'
import type { Saveable } from './fields.ts'

/** @throws DataError if a value is not saveable, such as an operator that has not been opened */
export function demandSaveable(value: Saveable): void {
  if (typeof value?.state === 'function') return
  const got = value === null || value === undefined ? value : typeof value
  throw new DataError(
    `snapshot: expected an object with a method state(fields), got ${got}; open an operator first: operator.open(emit)`,
  )
}

import { isJsonRow } from './json-fields.ts'

/**
 * A field of a row of JSON as the text of a cell, which preserves doubles exactly.
 *
 * @param isKey whether its text says which series the row belongs to: two integers above 2⁵³ can be the same double
 * @returns the text, '' for a missing field; or the reason for which there is none
 */
export function jsonCell(field: unknown, column: string, isKey: boolean): string | { readonly reason: string } {
  if (isJsonRow(field)) {
    const [first] = Object.keys(field)
    const cure = first === undefined ? 'name another field' : `name a field in it, such as ${column}.${first}`
    return { reason: `expected a number or text, got an object; ${cure}` }
  }
  if (isKey && typeof field === 'number' && Math.abs(field) > Number.MAX_SAFE_INTEGER)
    return {
      reason: `expected text, or an integer up to ${Number.MAX_SAFE_INTEGER}, got a larger one; write it as text`,
    }
  return field === null || field === undefined ? '' : String(field)
}

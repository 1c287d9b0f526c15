import type { Setting } from './fields.ts'

/** A setting as text: how it is stored, compared and shown. */
export function settingText(value: Setting): string {
  if (value === undefined) return 'none'
  return typeof value === 'number' ? String(value) : JSON.stringify(value)
}

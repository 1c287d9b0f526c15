import * as z from 'zod/mini'
import { parseDuration } from '../time/duration.ts'

/** A span of fixed length as users write it: `500ms`, `10s`, `1min`. */
export const spanText = z
  .string()
  .check(z.refine((text) => spanMs(text) !== undefined, { error: 'a time such as 500ms, 10s or 1min' }))

/**
 * A span of fixed length in milliseconds; undefined for other texts.
 *
 * @example spanMs('10s') // 10000
 */
export function spanMs(text: string): number | undefined {
  try {
    const duration = parseDuration(text)
    return duration.kind === 'fixed' && duration.ms > 0 ? duration.ms : undefined
  } catch {
    return undefined
  }
}

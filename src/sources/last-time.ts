import { addSteps, parseDuration } from '../time/duration.ts'
import { formatTimestamp, parseTimestamp } from '../time/timestamp.ts'

/**
 * The last millisecond that a text includes: that of a day such as `2024-02-29`, of a month such as `2024-02`, and the
 * time itself for all others. Browser-safe.
 *
 * @param zone of a text without an offset
 */
export function lastTimeOf(text: string, zone = 'UTC'): number {
  if (text.length > 10) return parseTimestamp(text, zone)
  const next = addSteps(parseTimestamp(text), parseDuration(text.length === 7 ? '1mo' : '1d'), 1)
  const day = formatTimestamp(next).slice(0, 10)
  return parseTimestamp(day, zone) - 1
}

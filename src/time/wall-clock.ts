import { dayMs } from './duration.ts'
/**
 * Milliseconds since 1970 at which the clocks of an IANA zone show `local` (wall-clock time written as if it were UTC).
 * Of a time that comes twice, as clocks go back, the earlier is taken; NaN for one that never comes, as they go forward.
 * @throws RangeError where the zone is not known.
 */
export function wallClock(local: number, zone: string): number {
  const shown = clockOf(zone)
  // Offsets lie within a day of UTC and change at most once in so short a time: the two candidates are those of a day before and a day after.
  const before = local - (shown(local - dayMs) - (local - dayMs))
  const after = local - (shown(local + dayMs) - (local + dayMs))
  const found = [before, after].filter((time) => shown(time) === local)
  return found.length === 0 ? Number.NaN : Math.min(...found)
}

/** What a zone's clocks show at a time, to the millisecond, as if it were UTC. */
function clockOf(zone: string): (time: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    fractionalSecondDigits: 3,
  })
  return (time) => {
    const part: Record<string, number> = {}
    for (const { type, value } of format.formatToParts(time)) part[type] = Number(value)
    return Date.UTC(part.year!, part.month! - 1, part.day, part.hour, part.minute, part.second, part.fractionalSecond)
  }
}

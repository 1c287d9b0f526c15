import { dayMs } from './week.ts'

/**
 * Milliseconds since 1970 at which the clocks of an IANA zone show `local`, a local time written as if it were UTC. Of
 * a time that occurs twice, when clocks go back, the earlier is taken; NaN for one that is skipped when they go
 * forward.
 *
 * @throws RangeError if the zone is not known
 */
export function wallClock(local: number, zone: string): number {
  const shown = clockOf(zone)
  // Offsets are within a day of UTC and change at most once in two days, so the candidates are those of a day before
  // and after.
  const before = local - (shown(local - dayMs) - (local - dayMs))
  const after = local - (shown(local + dayMs) - (local + dayMs))
  const found = [before, after].filter((time) => shown(time) === local)
  return found.length === 0 ? Number.NaN : Math.min(...found)
}

/**
 * The local time of a zone, to the millisecond, as if it were UTC.
 *
 * @throws RangeError if the zone is not known
 */
export function clockOf(zone: string): (time: number) => number {
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

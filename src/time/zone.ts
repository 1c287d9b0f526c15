import { offsetMs } from './timestamp.ts'
import { offsetAt } from './wall-clock.ts'
import { dayMs } from './week.ts'

/** The clocks of a place: a constant offset from UTC, or an IANA zone, whose offset can change with the season. */
export interface Zone {
  /** Such as `+09:00` or `Europe/Berlin`. */
  readonly name: string
  /** Whether the offset can change, so that some days have 23 or 25 hours. */
  readonly changes: boolean
  /** Milliseconds ahead of UTC at a time. */
  offsetAt(time: number): number
}

/**
 * @param name an offset such as `+09:00`, or an IANA zone such as `Europe/Berlin`
 * @throws RangeError if it is neither
 * @example zoneOf('-03:30').offsetAt(0) // -12600000
 */
export function zoneOf(name: string): Zone {
  if (/^[+-]\d\d(:?\d\d)?$/.test(name)) {
    const offset = offsetMs(name)
    if (Math.abs(offset) >= dayMs) throw new RangeError(`expected an offset of less than a day, got "${name}"`)
    return { name, changes: false, offsetAt: () => offset }
  }
  offsetAt(0, name)
  // Offsets before standard time have seconds, which texts of times cannot say.
  return { name, changes: true, offsetAt: (time) => Math.round(offsetAt(time, name) / 60_000) * 60_000 }
}

/** What the clocks of a zone show at a time, as if it were UTC. */
export const toLocal = (time: number, zone: Zone | undefined): number =>
  zone === undefined ? time : time + zone.offsetAt(time)

/**
 * The time at which the clocks of a zone show `local`: of two, when clocks go back, the earlier; if they skip it, when
 * they go forward, as much later as they skip.
 */
export function fromLocal(local: number, zone: Zone | undefined): number {
  if (zone === undefined) return local
  const early = local - zone.offsetAt(local - dayMs)
  if (!zone.changes || toLocal(early, zone) === local) return early
  const late = local - zone.offsetAt(local + dayMs)
  return toLocal(late, zone) === local ? late : early
}

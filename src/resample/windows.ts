import { addSteps, type Duration, formatDuration, parseDuration, pauses } from '../time/duration.ts'
import { monthOf, monthStart } from '../time/month-days.ts'
import { dayMs, slotAt, timeOfSlot, weekMs } from '../time/week.ts'
import { fromLocal, toLocal, type Zone, zoneOf } from '../time/zone.ts'

/** The time from `begin` until before `end`, in milliseconds since 1970. */
export interface Span {
  readonly begin: number
  readonly end: number
}

/** Whether a text is a duration that time can be divided by: `5min`, `1d`, `1w`, `1mo`, `1bd`, `1h 09:30-15:30 mon-fri`. */
export function isWindow(text: string): boolean {
  try {
    const duration = parseDuration(text)
    if (duration.kind === 'months') return duration.rules.length === 0
    return duration.kind !== 'weekdays' || duration.days === 1
  } catch {
    return false
  }
}

/** 1970-01-05 was a Monday. */
const monday = 4 * dayMs

/** Time divided into windows that begin as days, weeks and months of the calendar do. Browser-safe. */
export class Windows {
  /** The length of a window as a cadence, with its zone. */
  readonly cadence: string
  /** Whether there is time between the windows, such as nights and weekends. */
  readonly pauses: boolean
  private readonly duration: Duration
  private readonly zone: Zone | undefined

  /**
   * @param to the length of a window, a duration that `isWindow` accepts
   * @param zone zone of the calendar if the duration names none; UTC if undefined
   */
  constructor(to: string, zone?: string) {
    const duration = parseDuration(to)
    this.zone = duration.zone ?? (zone === undefined || zone === 'UTC' ? undefined : zoneOf(zone))
    this.duration = this.zone ? { ...duration, zone: this.zone } : duration
    this.cadence = formatDuration(this.duration)
    this.pauses = pauses(duration)
  }

  /** The window that a time is in; undefined if it is between two. */
  at(time: number): Span | undefined {
    const { duration, zone } = this
    const local = toLocal(time, zone)
    if (duration.kind === 'sessions' || duration.kind === 'weekdays') {
      const slot = slotAt(local, duration.slots)
      const begin = timeOfSlot(slot, duration.slots)
      const end = Math.min(
        begin + (duration.kind === 'sessions' ? duration.ms : dayMs),
        timeOfSlot(slot + 1, duration.slots),
      )
      return local < end ? { begin: fromLocal(begin, zone), end: fromLocal(end, zone) } : undefined
    }
    if (duration.kind === 'months') {
      const { months } = duration
      const first = Math.floor(monthOf(local) / months) * months
      return { begin: fromLocal(monthStart(first), zone), end: fromLocal(monthStart(first + months), zone) }
    }
    const begin = this.beginOf(time, duration.ms)
    const elapsed = begin + duration.ms
    if (!zone?.changes || this.beginOf(elapsed, duration.ms) === elapsed) return { begin, end: elapsed }
    // The clocks are changed in this window.
    return { begin, end: fromLocal(this.floor(local, duration.ms) + duration.ms, zone) }
  }

  /** How many windows are from one begin to another, about. */
  steps(from: number, to: number): number {
    const { duration } = this
    const ms =
      duration.kind === 'months' ? duration.months * 30.4 * dayMs : duration.kind === 'weekdays' ? dayMs : duration.ms
    return (to - from) / ms
  }

  private beginOf(time: number, ms: number): number {
    const { zone } = this
    const begin = this.floor(toLocal(time, zone), ms)
    if (!zone) return begin
    // An hour that the clocks show twice is two windows; a window in which they change is one.
    const offset = zone.offsetAt(time)
    return zone.offsetAt(begin - offset) === offset ? begin - offset : fromLocal(begin, zone)
  }

  private floor(local: number, ms: number): number {
    const anchor = ms % weekMs === 0 ? monday : 0
    return Math.floor((local - anchor) / ms) * ms + anchor
  }
}

/** The time when a window is complete: `wait` after its end; never if `wait` is undefined. */
export const completeAt = (end: number, wait: Duration | 'none' | undefined): number =>
  wait === undefined ? Number.POSITIVE_INFINITY : wait === 'none' ? end : addSteps(end, wait, 1)

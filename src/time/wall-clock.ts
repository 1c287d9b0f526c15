import { dayOf } from './days.ts'
import { dayMs } from './week.ts'

/**
 * Milliseconds since 1970 at which the clocks of an IANA zone show `local`, a local time written as if it were UTC. Of
 * a time that occurs twice, when clocks go back, the earlier is taken; NaN for one that is skipped when they go
 * forward.
 *
 * @throws RangeError if the zone is not known
 */
export function wallClock(local: number, zone: string): number {
  const { before, after } = around(local, zone)
  if (offsetAt(local - before, zone) === before) return local - before
  return offsetAt(local - after, zone) === after ? local - after : Number.NaN
}

/** The first moment of the day that begins at `local`: some zones put their clocks forward at midnight. */
export function startOfDay(local: number, zone: string): number {
  const time = wallClock(local, zone)
  return Number.isNaN(time) ? local - around(local, zone).before : time
}

/** The later moment at which the clocks of the zone show the same as at `time`; undefined if there is none. */
export function sameClockLater(time: number, zone: string): number | undefined {
  const offset = offsetAt(time, zone)
  const next = offsetAt(time + dayMs, zone)
  const later = time + offset - next
  return next < offset && offsetAt(later, zone) === next ? later : undefined
}

/** The local times between which clocks skip `local`; undefined if they do not, or if it is not a time. */
export function skippedAt(local: number, zone: string): { readonly from: number; readonly to: number } | undefined {
  if (Number.isNaN(offsetAt(local, zone))) return undefined
  if (!Number.isNaN(wallClock(local, zone))) return undefined
  const { before, after } = around(local, zone)
  const change = changeBetween(local - dayMs - before, local + dayMs - after, clockOf(zone).shown)
  return { from: change + before, to: change + after }
}

/** Offsets are within a day of UTC and change at most once in two days, so those of a day before and after suffice. */
const around = (local: number, zone: string) => ({
  before: offsetAt(local - dayMs, zone),
  after: offsetAt(local + dayMs, zone),
})

/** Clocks change at most once in a span of this length. */
const spanMs = 2 * dayMs

/** Offsets within a span: one until `change`, another from then on. */
interface Span {
  readonly before: number
  readonly change: number
  readonly after: number
}

/** A zone, with the offsets that were asked for: `Intl` takes a thousand times as long as a lookup. */
interface ZoneClock {
  readonly shown: (time: number) => number
  readonly spans: Map<number, Span>
}

const clocks = new Map<string, ZoneClock>()
/** Spans remembered for a zone: two centuries. */
const maxSpans = 36_525

function clockOf(zone: string): ZoneClock {
  const known = clocks.get(zone)
  if (known !== undefined) return known
  const clock = { shown: intlOffset(zone), spans: new Map<number, Span>() }
  clocks.set(zone, clock)
  return clock
}

/**
 * Milliseconds that the clocks of an IANA zone are ahead of UTC.
 *
 * @throws RangeError if the zone is not known
 */
export function offsetAt(time: number, zone: string): number {
  // Beyond the times that Intl knows.
  if (!(Math.abs(time) < 8.6e15)) return Number.NaN
  const { shown, spans } = clockOf(zone)
  const at = Math.floor(time / spanMs)
  let span = spans.get(at)
  if (span === undefined) {
    const before = shown(at * spanMs)
    const after = shown((at + 1) * spanMs)
    const change = before === after ? Number.NEGATIVE_INFINITY : changeBetween(at * spanMs, (at + 1) * spanMs, shown)
    span = { before, change, after }
    if (spans.size >= maxSpans) spans.clear()
    spans.set(at, span)
  }
  return time < span.change ? span.before : span.after
}

/** The first moment after `from`, up to `to`, with the offset of `to`. */
function changeBetween(from: number, to: number, shown: (time: number) => number): number {
  const after = shown(to)
  let [low, high] = [from, to]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (shown(middle) === after) high = middle
    else low = middle
  }
  return high
}

function intlOffset(zone: string): (time: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  return (time) => {
    const part: Record<string, number> = {}
    for (const { type, value } of format.formatToParts(time)) part[type] = Number(value)
    const days = dayOf(part.year!, part.month!, part.day!)
    const seconds = part.hour! * 3600 + part.minute! * 60 + part.second!
    return days * dayMs + seconds * 1000 - Math.floor(time / 1000) * 1000
  }
}

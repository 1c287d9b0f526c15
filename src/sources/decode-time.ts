import { endOfTimes, validTime } from '../series/valid-time.ts'
import type { Fields } from '../state/fields.ts'
import { compileTimeFormat, hasOffset, type TimeParser } from '../time/time-format.ts'
import { timeFormatsOf } from '../time/time-forms.ts'
import { parseTimestamp } from '../time/timestamp.ts'
import { sameClockLater, skippedAt } from '../time/wall-clock.ts'
import { decodePlainNumber } from './decode-number.ts'

/** How the time of a row is written. */
export interface TimeStyle {
  /** Text, ISO 8601 if there is no `timeFormat`; seconds … nanoseconds since 1970; or days as Excel counts them. */
  readonly clock: 'iso' | 's' | 'ms' | 'us' | 'ns' | 'excel'
  /** Format of the time if it is not ISO 8601; see `compileTimeFormat`. */
  readonly timeFormat?: string | undefined
  /** Zone of times without an offset; UTC if undefined. */
  readonly zone?: string | undefined
}

/**
 * Reads the times of rows, in the order of the rows. A local time that the zone's clocks show twice is the later one if
 * the earlier would not continue the order of the rows of its series. Browser-safe.
 */
export class TimeDecoder {
  /**
   * True once UTC was assumed and it matters: for times without an offset at several times of day, if no zone is set.
   * For days alone the zone makes no difference.
   */
  utcAssumed = false
  /** Time of day of the first time without an offset, in milliseconds. */
  private timeOfDay: number | undefined
  private readonly style: TimeStyle
  private readonly parse: TimeParser
  /** Whether clocks of the zone may change. */
  private readonly changes: boolean
  private readonly last = new Map<unknown, Last>()

  /** @param style checked already, except for the look's own */
  constructor(style: TimeStyle) {
    this.style = style
    const { clock, timeFormat, zone = 'UTC' } = style
    const parse = timeFormat === undefined ? parseTimestamp : compileTimeFormat(timeFormat)
    if (typeof parse === 'string') throw new RangeError(`timeFormat: expected ${parse}, got "${timeFormat}"`)
    this.parse = clock === 'iso' ? parse : (text) => clockTime(text, clock)
    this.changes = clock === 'iso' && zone !== 'UTC'
  }

  /**
   * Milliseconds since 1970; NaN if the text is not a time in this style.
   *
   * @param text without spaces around it
   * @param series key of the row's series, the same object for all of its rows; undefined if there is only one
   */
  decode(text: string, series?: unknown): number {
    const { zone } = this.style
    const time = this.parse(text, zone ?? 'UTC')
    if (!(Math.abs(time) < endOfTimes)) return Number.NaN
    if (zone === undefined && !this.utcAssumed) this.noteTimeOfDay(time, text)
    return this.changes && !Number.isNaN(time) ? this.settle(time, text, zone!, series) : time
  }

  /** Whether a text is a time in this style. */
  isTime(text: string): boolean {
    return Math.abs(this.parse(text, this.style.zone ?? 'UTC')) < endOfTimes
  }

  /** Why a text could not be read, and what may help. */
  problem(text: string): string {
    const { zone } = this.style
    const skipped = this.changes ? skippedAt(this.parse(text, 'UTC'), zone!) : undefined
    const got = JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text)
    if (skipped !== undefined) {
      const [from, to] = [skipped.from, skipped.to].map((time) => new Date(time).toISOString().slice(11, 16))
      return `expected a time that exists, got ${got}, which does not exist in ${zone}: clocks go from ${from} to ${to} there; is zone right?`
    }
    if (Math.abs(this.parse(text, 'UTC')) >= endOfTimes) return `expected a time before the year 10000, got ${got}`
    const cures = this.cures(text)
    return `expected ${this.form()}, got ${got}${cures.length > 0 ? `; ${cures.join(', or ')}` : ''}`
  }

  /**
   * Saves or restores the last times of each series.
   *
   * @param keyOf the object that is the key of a series, from its texts joined by NUL
   */
  state(fields: Fields, keyOf: (text: string) => unknown): void {
    const before = Array.from(this.last, ([key, last]) => ({ key: [key ?? []].flat().join('\0'), ...last }))
    const after = fields.list('times', before, (one, last = { key: '', time: 0, falling: false }) => ({
      key: one.text('key', last.key),
      time: one.number('time', last.time, validTime),
      falling: one.boolean('falling', last.falling),
    }))
    if (after === before) return
    this.last.clear()
    for (const { key, time, falling } of after) this.last.set(keyOf(key), { time, falling })
  }

  private settle(time: number, text: string, zone: string, series: unknown): number {
    const last = this.last.get(series)
    const later = sameClockLater(time, zone)
    let settled = time
    if (later !== undefined && last !== undefined && this.parse(text, 'UTC') !== time) {
      const wanted = last.falling ? later < last.time : time <= last.time && later > last.time
      if (wanted) settled = later
    }
    if (last === undefined) this.last.set(series, { time: settled, falling: false })
    else if (settled !== last.time) {
      last.falling = settled < last.time
      last.time = settled
    }
    return settled
  }

  private noteTimeOfDay(time: number, text: string): void {
    const timeOfDay = ((time % dayMs) + dayMs) % dayMs
    if (Number.isNaN(timeOfDay) || timeOfDay === this.timeOfDay || this.hasOffset(time, text)) return
    this.utcAssumed = this.timeOfDay !== undefined
    this.timeOfDay = timeOfDay
  }

  private hasOffset(time: number, text: string): boolean {
    const { clock, timeFormat } = this.style
    if (timeFormat !== undefined) return hasOffset(timeFormat)
    // A zone a millisecond ahead changes the time, unless the text has an offset of its own.
    return clock !== 'iso' || text.endsWith('Z') || parseTimestamp(text, 1) === time
  }

  private form(): string {
    const { clock, timeFormat } = this.style
    if (timeFormat !== undefined) return `a time that exists, written ${timeFormat}`
    if (clock === 'iso') return 'an ISO 8601 time such as 2024-02-29 or 2024-02-29T13:45:00Z that exists'
    return clock === 'excel' ? 'days as Excel counts them, such as 45292.5' : `${clockNames[clock]} since 1970`
  }

  /** The options that would read this text; none if it is not a time in any known form. */
  private cures(text: string): string[] {
    const { clock, timeFormat } = this.style
    const [set] = [...(clock === 'iso' ? [] : ['clock']), ...(timeFormat === undefined ? [] : ['timeFormat'])]
    if (set !== undefined && !Number.isNaN(parseTimestamp(text))) return [`leave ${set} out for ISO 8601`]
    const [format, other] = timeFormatsOf(text).filter((found) => found !== timeFormat)
    const unit = unitOf(text)
    return [
      ...(format === undefined ? [] : [`set timeFormat to "${format}"${set === 'clock' ? ' instead of clock' : ''}`]),
      ...(other === undefined ? [] : [`to "${other}" if that is meant`]),
      ...(unit === undefined || unit === clock
        ? []
        : [`set clock to ${unit}${set === 'timeFormat' ? ' instead of timeFormat' : ''}`]),
    ]
  }
}

interface Last {
  time: number
  /** Whether the last row with another time was later. */
  falling: boolean
}

const dayMs = 86_400_000
const clockNames = { s: 'seconds', ms: 'milliseconds', us: 'microseconds', ns: 'nanoseconds' } as const
/** Decimal places by which milliseconds are moved. */
const places = { s: 3, ms: 0, us: -3, ns: -6 } as const

/** A time written as a number; NaN if it is not one, or is not before the year 10000. */
function clockTime(text: string, clock: Exclude<TimeStyle['clock'], 'iso'>): number {
  const plain = text.replace(',', '.')
  const number = decodePlainNumber(clock === 'excel' ? plain : shifted(plain, places[clock])) ?? Number.NaN
  // Excel counts days from 1899-12-30 and shows seconds.
  const ms = clock === 'excel' ? Math.round((number - 25_569) * 86_400) * 1000 : number
  return Math.abs(ms) < endOfTimes ? ms : Number.NaN
}

/** Moves the decimal point of digits, because nineteen of them are more than a number holds, and cuts below 1 ms. */
function shifted(text: string, by: number): string {
  const found = /^(-?)(\d+)(?:\.(\d*))?$/.exec(text)
  if (found === null) return /e/i.test(text) ? String(Number(text) * Number(`1e${by}`)) : text
  const [, sign, whole, fraction = ''] = found
  return sign + (by < 0 ? whole!.slice(0, by) || '0' : whole + fraction.slice(0, by).padEnd(by, '0'))
}

/** The unit in which a number is a time of the present, by its digits. */
function unitOf(text: string): TimeStyle['clock'] | undefined {
  const digits = /^(\d+)(?:[.,]\d+)?$/.exec(text)?.[1]?.length ?? 0
  if (digits === 5) return 'excel'
  return ({ 9: 's', 10: 's', 12: 'ms', 13: 'ms', 15: 'us', 16: 'us', 18: 'ns', 19: 'ns' } as const)[digits as 9]
}

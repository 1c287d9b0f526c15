import { dayOf, dayOfWeek, dayOfYear } from './days.ts'
import { startOfDay, wallClock } from './wall-clock.ts'

const date = /(\d{4})-(\d\d)(?:-(\d\d))?|(\d{4})-?W(\d\d)(?:-?([1-7]))?|(\d{4})-(\d{3})/
const clock = /(\d\d)(?::(\d\d)(?::(\d\d)(?:[.,](\d+))?)?)?/
const offset = /\s?(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?(?:\[[^\]]*\])?/
const extended = new RegExp(`^(?:${date.source})(?:[T ]${clock.source}${offset.source})?$`, 'i')
/** Without marks: 20240229T134500Z. A date alone would be a number. */
const basic = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)?(\d\d)?(?:[.,](\d+))?(Z|[+-]\d\d(?::?\d\d)?)?$/i

/**
 * Milliseconds since 1970 of an ISO 8601 text: `2024-02`, `2024-02-29`, `2024-02-29T13:45`, with seconds, fractions,
 * `Z` or an offset; a space may replace the T. Weeks (`2024-W05`, `2024-W05-1`) and days of the year (`2024-060`) are
 * read too. Digits beyond milliseconds are cut off; 24:00 is midnight of the next day. A text without an offset is read
 * in `zone`: `UTC` by default, or an IANA name such as `America/Los_Angeles`. Of a local time that occurs twice the
 * earlier is taken; a day begins with its first moment.
 *
 * @returns NaN if the text is not such a time, the date does not exist (`2024-02-30`), or the zone skips that time
 * @example parseTimestamp('2012-01-01') // 1325376000000
 */
export function parseTimestamp(text: string, zone: TimeZone = 'UTC'): number {
  const plain = plainTime(text)
  if (!Number.isNaN(plain)) return text.length > 19 ? plain : inZone(plain, text.length === 10, zone)
  const match = extended.exec(text)
  if (match !== null)
    return epochOf(dateIn(match), clockIn(match, 9), match[13] === undefined ? zone : offsetMs(match[13]))
  const short = basic.exec(text)
  if (short === null) return Number.NaN
  const day = dayOf(Number(short[1]), Number(short[2]), Number(short[3]))
  return epochOf(day, clockIn(short, 4), short[8] === undefined ? zone : offsetMs(short[8]))
}

function dateIn([, year, month, day, weekYear, week, weekday, ordinalYear, ordinal]: RegExpExecArray): number {
  if (year !== undefined) return dayOf(Number(year), Number(month), Number(day ?? 1))
  if (weekYear !== undefined) return dayOfWeek(Number(weekYear), Number(week), Number(weekday ?? 1))
  return dayOfYear(Number(ordinalYear), Number(ordinal))
}

function clockIn(match: RegExpExecArray, at: number): ClockTime | undefined {
  if (match[at] === undefined) return undefined
  const [hour, minute, second] = [0, 1, 2].map((i) => Number(match[at + i] ?? 0))
  return { hour: hour!, minute: minute!, second: second!, ms: milliseconds(match[at + 3] ?? '') }
}

/** The first three digits after the decimal point of seconds. */
export const milliseconds = (digits: string) => Number(digits.slice(0, 3).padEnd(3, '0'))

/** A time of day: hours from 0 to 23, or 24:00 for the end of the day. */
export interface ClockTime {
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly ms: number
}

/** `UTC`, an IANA name such as `America/Los_Angeles`, or milliseconds ahead of UTC. */
export type TimeZone = string | number

/**
 * Milliseconds since 1970 of a local time in `zone`. NaN if the date or time does not exist.
 *
 * @param day days since 1970-01-01
 * @param clock undefined for the beginning of the day
 */
export function epochOf(day: number, clock: ClockTime | undefined, zone: TimeZone): number {
  return inZone(day * 86_400_000 + (clock === undefined ? 0 : sinceMidnight(clock)), clock === undefined, zone)
}

/** @param local a local time written as if it were UTC */
function inZone(local: number, wholeDay: boolean, zone: TimeZone): number {
  if (zone === 'UTC' || Number.isNaN(local)) return local
  if (typeof zone === 'number') return local - zone
  return wholeDay ? startOfDay(local, zone) : wallClock(local, zone)
}

function sinceMidnight({ hour, minute, second, ms }: ClockTime): number {
  if (minute > 59 || second > 59) return Number.NaN
  const since = hour * 3_600_000 + minute * 60_000 + second * 1000 + ms
  return since <= 86_400_000 && (hour < 24 || since === 86_400_000) ? since : Number.NaN
}

/**
 * Reads the most frequent forms without a regular expression: `2024-02-29`, and `2024-02-29T13:45`, and with seconds,
 * `Z` or a fraction. NaN for all others.
 */
function plainTime(text: string): number {
  const { length } = text
  if (length !== 10 && length !== 16 && length !== 19 && length !== 20 && length !== 24) return Number.NaN
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return Number.NaN
  const midnight = dayOf(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10)) * 86_400_000
  if (Number.isNaN(midnight) || length === 10) return midnight
  const separator = text.charCodeAt(10)
  if ((separator !== 84 && separator !== 32) || text.charCodeAt(13) !== 58) return Number.NaN
  if (length > 16 && text.charCodeAt(16) !== 58) return Number.NaN
  const hour = digits(text, 11, 13)
  const minute = digits(text, 14, 16)
  const second = length === 16 ? 0 : digits(text, 17, 19)
  if (!(hour <= 23 && minute <= 59 && second <= 59)) return Number.NaN
  if (length > 19 && text.charCodeAt(length - 1) !== 90) return Number.NaN
  const ms = length === 24 ? (text.charCodeAt(19) === 46 ? digits(text, 20, 23) : Number.NaN) : 0
  return midnight + hour * 3_600_000 + minute * 60_000 + second * 1000 + ms
}

/** The whole number that the characters from `start` to before `end` spell; NaN if one is not a digit. */
function digits(text: string, start: number, end: number): number {
  let value = 0
  for (let i = start; i < end; i++) {
    const digit = text.charCodeAt(i) - 48
    if (digit < 0 || digit > 9) return Number.NaN
    value = value * 10 + digit
  }
  return value
}

/**
 * The time as ISO 8601 with milliseconds, as in `Date.prototype.toISOString`; '' for a number that `Date` cannot hold.
 *
 * @param ahead milliseconds that the clocks to show are ahead of UTC; their offset then replaces `Z`
 */
export function formatTimestamp(time: number, ahead?: number): string {
  const local = ahead === undefined ? time : time + ahead
  if (!(Math.abs(local) <= 8.64e15)) return ''
  const text = new Date(local).toISOString()
  return ahead === undefined ? text : text.slice(0, -1) + offsetText(ahead)
}

/** Milliseconds ahead of UTC as `+09:00`. */
export function offsetText(ahead: number): string {
  const minutes = Math.round(Math.abs(ahead) / 60_000)
  const two = (count: number) => String(count).padStart(2, '0')
  return `${ahead < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

/** Milliseconds ahead of UTC for `Z`, `UTC`, `+1`, `+01`, `+0100` or `+01:00`. */
export function offsetMs(text: string): number {
  const found = /([+-])(\d\d?)(?::?(\d\d))?$/.exec(text)
  if (found === null) return 0
  const minutes = Number(found[2]) * 60 + Number(found[3] ?? 0)
  return (found[1] === '-' ? -minutes : minutes) * 60_000
}

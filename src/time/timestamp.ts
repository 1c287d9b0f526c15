import { wallClock } from './wall-clock.ts'

const pattern =
  /^(\d{4})-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s?(Z|z|UTC|[+-]\d\d(?::?\d\d)?)?)?)?$/

/**
 * Milliseconds since 1970 of an ISO 8601 text: `2024-02`, `2024-02-29`, `2024-02-29T13:45`, with seconds, fractions,
 * `Z` or an offset; a space may replace the T. Digits beyond milliseconds are cut off. A text without an offset is read
 * in `zone`: `UTC` by default, or an IANA name such as `America/Los_Angeles`. Of a local time that occurs twice the
 * earlier is taken.
 *
 * @returns NaN if the text is not such a time, the date does not exist (`2024-02-30`), or the zone skips that time
 * @example parseTimestamp('2012-01-01') // 1325376000000
 */
export function parseTimestamp(text: string, zone = 'UTC'): number {
  const plain = plainTime(text)
  if (!Number.isNaN(plain) && (zone === 'UTC' || text.length > 19)) return plain
  const match = pattern.exec(text)
  if (match === null) return Number.NaN
  const year = Number(match[1])
  const month = Number(match[2])
  const day = match[3] === undefined ? 1 : Number(match[3])
  const hour = match[4] === undefined ? 0 : Number(match[4])
  const minute = match[5] === undefined ? 0 : Number(match[5])
  const second = match[6] === undefined ? 0 : Number(match[6])
  const ms = match[7] === undefined ? 0 : Number(match[7].slice(0, 3).padEnd(3, '0'))
  const offset = match[8]
  return epochOf({ year, month, day, hour, minute, second, ms }, offset === undefined ? zone : offsetMs(offset))
}

/** A date and a time of day as shown by a calendar and a clock: months and days from 1, hours from 0 to 23. */
export interface DateParts {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly ms: number
}

/**
 * Milliseconds since 1970 of a local time in `zone`: an IANA name, or milliseconds ahead of UTC. NaN if the date or
 * time does not exist.
 */
export function epochOf({ year, month, day, hour, minute, second, ms }: DateParts, zone: string | number): number {
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return Number.NaN
  if (hour > 23 || minute > 59 || second > 59) return Number.NaN
  const local = daysFrom1970(year, month, day) * 86_400_000 + hour * 3_600_000 + minute * 60_000 + second * 1000 + ms
  if (typeof zone === 'number') return local - zone
  return zone === 'UTC' ? local : wallClock(local, zone)
}

/**
 * Reads the most frequent forms without a regular expression: `2024-02-29`, and `2024-02-29T13:45:59` with or without
 * `Z` or a fraction. NaN for all others.
 */
function plainTime(text: string): number {
  const { length } = text
  if (length !== 10 && length !== 19 && length !== 20 && length !== 24) return Number.NaN
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return Number.NaN
  const year = digits(text, 0, 4)
  const month = digits(text, 5, 7)
  const day = digits(text, 8, 10)
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month))) return Number.NaN
  const midnight = daysFrom1970(year, month, day) * 86_400_000
  if (length === 10) return midnight
  const separator = text.charCodeAt(10)
  if ((separator !== 84 && separator !== 32) || text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58)
    return Number.NaN
  const hour = digits(text, 11, 13)
  const minute = digits(text, 14, 16)
  const second = digits(text, 17, 19)
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

/** The time as ISO 8601 in UTC with milliseconds, as in `Date.prototype.toISOString`; '' for a number that `Date` cannot hold. */
export function formatTimestamp(time: number): string {
  return Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : ''
}

const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

function daysInMonth(year: number, month: number): number {
  return month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : monthDays[month - 1]!
}

/**
 * Days of the proleptic Gregorian calendar since 1970-01-01. Years are counted from March, so that the end of February
 * comes last.
 */
function daysFrom1970(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const m = month <= 2 ? month + 9 : month - 3
  const leapDays = Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400)
  return y * 365 + leapDays + Math.floor((m * 153 + 2) / 5) + day - 1 - 719_468
}

/** Milliseconds ahead of UTC for `Z`, `UTC`, `+01`, `+0100` or `+01:00`. */
export function offsetMs(text: string): number {
  if (!/\d/.test(text)) return 0
  const sign = text[0] === '-' ? -1 : 1
  const digits = text.slice(1).replace(':', '')
  return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2) || 0)) * 60_000
}

import { wallClock } from './wall-clock.ts'

const pattern =
  /^(\d{4})-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s?(Z|z|UTC|[+-]\d\d(?::?\d\d)?)?)?)?$/

/**
 * Milliseconds since 1970 of an ISO 8601 text: `2024-02`, `2024-02-29`, `2024-02-29T13:45`, with seconds, fractions, `Z` or an offset; a space may stand for the T.
 * A text without an offset is read in `zone` (`UTC` unless told, or an IANA name such as `America/Los_Angeles`). A wall-clock time that a zone skips is refused;
 * of one that comes twice the earlier is taken. Digits beyond milliseconds are cut off.
 * @returns NaN where the text is no such time or names an impossible date (`2024-02-30`): the caller knows file and line, and says so.
 * @example parseTimestamp('2012-01-01') // 1325376000000
 */
export function parseTimestamp(text: string, zone = 'UTC'): number {
  const match = pattern.exec(text)
  if (match === null) return Number.NaN
  const year = Number(match[1])
  const month = Number(match[2])
  const day = match[3] === undefined ? 1 : Number(match[3])
  const hour = match[4] === undefined ? 0 : Number(match[4])
  const minute = match[5] === undefined ? 0 : Number(match[5])
  const second = match[6] === undefined ? 0 : Number(match[6])
  const ms = match[7] === undefined ? 0 : Number(match[7].slice(0, 3).padEnd(3, '0'))
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return Number.NaN
  if (hour > 23 || minute > 59 || second > 59) return Number.NaN
  const local = daysFrom1970(year, month, day) * 86_400_000 + hour * 3_600_000 + minute * 60_000 + second * 1000 + ms
  const offset = match[8]
  if (offset !== undefined) return local - offsetMs(offset)
  return zone === 'UTC' ? local : wallClock(local, zone)
}

/** The time as ISO 8601 in UTC with milliseconds, as `Date.prototype.toISOString` writes it; '' where it is not known (NaN). */
export function formatTimestamp(time: number): string {
  return Number.isNaN(time) ? '' : new Date(time).toISOString()
}

const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

function daysInMonth(year: number, month: number): number {
  return month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : monthDays[month - 1]!
}

/** Days of the proleptic Gregorian calendar since 1970-01-01: the year is taken to begin in March, so that February's length comes last. */
function daysFrom1970(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const m = month <= 2 ? month + 9 : month - 3
  const leapDays = Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400)
  return y * 365 + leapDays + Math.floor((m * 153 + 2) / 5) + day - 1 - 719_468
}

function offsetMs(text: string): number {
  if (!/\d/.test(text)) return 0
  const sign = text[0] === '-' ? -1 : 1
  const digits = text.slice(1).replace(':', '')
  return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2) || 0)) * 60_000
}

import { dayOf, dayOfWeek, dayOfYear } from './days.ts'
import { monthNumber, zoneOffset } from './names.ts'
import { epochOf, milliseconds, offsetMs, type TimeZone } from './timestamp.ts'

/**
 * Reads a time in one format. Returns milliseconds since 1970, or NaN if the text does not fit the format or the time
 * does not exist.
 */
export type TimeParser = (text: string, zone: TimeZone) => number

type DatePart =
  | 'year'
  | 'half-year'
  | 'quarter'
  | 'month'
  | 'day'
  | 'day of the year'
  | 'week year'
  | 'week'
  | 'weekday'
type Part = DatePart | 'name of a day' | 'hour' | 'AM or PM' | 'minute' | 'second' | 'fraction' | 'offset'

type Field = readonly [part: Part, form: string, read: (text: string) => number]

/** The fields of Unicode TR35 that are supported: their pattern, and what they set. */
const fields: ReadonlyMap<string, Field> = new Map<string, Field>([
  ['yyyy', ['year', '\\d{4}', Number]],
  // As in POSIX, so that the result does not depend on the present year: 69–99 are in the twentieth century.
  ['yy', ['year', '\\d\\d', (text) => Number(text) + (Number(text) < 69 ? 2000 : 1900)]],
  ['y', ['year', '\\d{1,6}', Number]],
  // TR35 has no letter for half-years.
  ['P', ['half-year', '[12]', (text) => Number(text) * 6 - 5]],
  ['Q', ['quarter', '[1-4]', (text) => Number(text) * 3 - 2]],
  ['QQ', ['quarter', '0[1-4]', (text) => Number(text) * 3 - 2]],
  ['M', ['month', '\\d\\d?', Number]],
  ['MM', ['month', '\\d\\d', Number]],
  ['MMM', ['month', '\\p{L}+\\.?', monthNumber]],
  ['MMMM', ['month', '\\p{L}+\\.?', monthNumber]],
  ['d', ['day', '\\d\\d?(?:st|nd|rd|th)?', Number.parseInt]],
  ['dd', ['day', '\\d\\d', Number]],
  ['D', ['day of the year', '\\d{1,3}', Number]],
  ['DDD', ['day of the year', '\\d{3}', Number]],
  ['YYYY', ['week year', '\\d{4}', Number]],
  ['w', ['week', '\\d\\d?', Number]],
  ['ww', ['week', '\\d\\d', Number]],
  ['e', ['weekday', '[1-7]', Number]],
  ...['E', 'EEE', 'EEEE'].map((token): [string, Field] => [token, ['name of a day', '\\p{L}+\\.?', () => 0]]),
  ['H', ['hour', '\\d\\d?', Number]],
  ['HH', ['hour', '\\d\\d', Number]],
  ['h', ['hour', '1[0-2]|0?[1-9]', (text) => Number(text) % 12]],
  ['hh', ['hour', '1[0-2]|0[1-9]', (text) => Number(text) % 12]],
  ['a', ['AM or PM', '[ap]\\.?m\\.?', (text) => (/^p/i.test(text) ? 12 : 0)]],
  ['m', ['minute', '\\d\\d?', Number]],
  ['mm', ['minute', '\\d\\d', Number]],
  ['s', ['second', '\\d\\d?', Number]],
  ['ss', ['second', '\\d\\d', Number]],
  ['S', ['fraction', '\\d+', milliseconds]],
  ['SSS', ['fraction', '\\d{3}', milliseconds]],
  ['X', ['offset', 'Z|[+-]\\d\\d(?::?\\d\\d)?', offsetMs]],
  [
    'z',
    [
      'offset',
      '(?:UTC|GMT)[+-]\\d\\d?(?::?\\d\\d)?|[A-Z]{1,5}',
      (text) => (/\d/.test(text) ? offsetMs : zoneOffset)(text),
    ],
  ],
])

/**
 * Compiles a time format in the letters of Unicode TR35: `M/d/yyyy`, `dd.MM.yyyy HH:mm`, `MMM d yyyy`, `yyyy'Q'Q`,
 * `YYYY-'W'ww` for ISO weeks. One letter reads one or two digits (`y` any number of them), two letters read two; `Hmm` reads 30 as half past midnight and 130 as half past one. Names
 * of months are English, German, French, Spanish, Italian, Portuguese or Dutch, short or full, in any case; names of
 * days (`EEE`) are not compared with the date; `z` reads short names of zones such as CEST. Two-digit years are 1969 to
 * 2068. `P` is the half of a year, 1 or 2. A space reads any number of spaces, text in single quotes is literal, and a
 * `*` at the end stands for any text, which is ignored. What a format leaves out is January, the first, or midnight;
 * 24:00 is midnight of the next day. Times without an offset (`X` or `z`) are read in the given zone, as
 * `parseTimestamp` does.
 *
 * @returns a parser, or a text that says what was expected if the format is invalid
 * @example (compileTimeFormat('M/d/yyyy') as TimeParser)('1/31/2020', 'UTC') // Date.UTC(2020, 0, 31)
 */
export function compileTimeFormat(format: string): TimeParser | string {
  const letters = unquoted(format)
  if (/Y/.test(letters) && !/w/.test(letters)) return 'yyyy for the year, not "YYYY", which is the year of an ISO week'
  const parts: (readonly [Part, (text: string) => number])[] = []
  let form = ''
  for (const { 0: token, 3: quoted, index } of format.matchAll(/(([A-Za-z])\2*)|'((?:[^']|'')*)'|[\s\S]/gu)) {
    if (quoted !== undefined) form += quoted === '' ? "'" : literal(quoted.replaceAll("''", "'"))
    else if (token === "'") return 'the quote in the format to be closed'
    else if (/^[A-Za-z]/.test(token)) {
      const field = clockField(token, format.slice(0, index), format.slice(index)) ?? fields.get(token)
      if (!field) return `letters such as yyyy-MM-dd HH:mm:ss, with other text in single quotes, not "${token}"`
      if (parts.some(([part]) => part === field[0])) return `each part of a time once, not ${field[0]} twice`
      parts.push([field[0], field[2]])
      form += `(${field[1]})`
    } else if (token === '*') {
      if (index < format.length - 1) return '* at the end only, for any text that is ignored'
      form += '.*'
    } else form += literal(token)
  }
  const problem = contradiction((part) => parts.some(([name]) => name === part), /h/.test(letters))
  if (problem !== undefined) return problem
  const pattern = new RegExp(`^${form}$`, 'isu')
  return (text, zone) => {
    const match = pattern.exec(text)
    if (!match) return Number.NaN
    const found: Partial<Record<Part, number>> = {}
    for (const [i, [part, read]] of parts.entries()) found[part] = read(match[i + 1]!)
    const { hour, minute = 0, second = 0, fraction: ms = 0, offset = zone } = found
    const clock = hour === undefined ? undefined : { hour: hour + (found['AM or PM'] ?? 0), minute, second, ms }
    return epochOf(dateOf(found), clock, offset)
  }
}

/** Hours and minutes without a mark between them: Hmm reads 0, 30, 100 and 1330. */
function clockField(token: string, before: string, from: string): Field | undefined {
  if (token === 'H' && /^Hmm(?![ms])/.test(from)) return ['hour', '(?:\\d\\d?(?=\\d\\d))?', Number]
  return /^mm(?!s)/.test(from) && /(?<!H)H$/.test(before) ? ['minute', '\\d\\d?', Number] : undefined
}

function contradiction(has: (part: Part) => boolean, twelve: boolean): string | undefined {
  if (has('week') && !has('week year')) return "YYYY for the year of an ISO week, such as YYYY-'W'ww"
  if (!has('year') && !has('week year')) return 'a format with the year, such as yyyy-MM-dd'
  if (has('year') && has('week')) return 'YYYY together with w, or yyyy without it'
  if (has('day') && !has('month')) return 'a format with the month, since it has the day'
  if (twelve !== has('AM or PM')) return 'h together with a (AM or PM), or H without it'
  if (!has('hour') && has('minute')) return 'a format with the hour, since it has minutes'
  return undefined
}

/** Days since 1970-01-01. */
function dateOf(found: Partial<Record<Part, number>>): number {
  if (found['week year'] !== undefined) return dayOfWeek(found['week year'], found.week!, found.weekday ?? 1)
  const year = found.year!
  if (found['day of the year'] !== undefined) return dayOfYear(year, found['day of the year'])
  return dayOf(year, found.month ?? found.quarter ?? found['half-year'] ?? 1, found.day ?? 1)
}

/** Whether the times of a format have an offset or the name of a zone. */
export const hasOffset = (format: string) => /[Xz]/.test(unquoted(format))

const unquoted = (format: string) => format.replace(/'[^']*'/g, '')

const literal = (text: string) => (/^\s+$/u.test(text) ? '\\s+' : text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))

import { epochOf, offsetMs } from './timestamp.ts'

/**
 * Reads a time in one format. Returns milliseconds since 1970, or NaN if the text does not fit the format or the time
 * does not exist.
 */
export type TimeParser = (text: string, zone: string) => number

type Part = 'year' | 'quarter' | 'month' | 'day' | 'hour' | 'half' | 'minute' | 'second' | 'fraction' | 'offset'

const monthNames = 'january february march april may june july august september october november december'.split(' ')
const monthAt = (text: string) => monthNames.findIndex((name) => name.startsWith(text.toLowerCase())) + 1

type Field = readonly [part: Part, form: string, read: (text: string) => number]

/** The fields of Unicode TR35 that are supported: their pattern, and what they set. */
const fields: ReadonlyMap<string, Field> = new Map<string, Field>([
  ['yyyy', ['year', '\\d{4}', Number]],
  // As in POSIX, so that the result does not depend on the present year: 69–99 are in the twentieth century.
  ['yy', ['year', '\\d\\d', (text) => Number(text) + (Number(text) < 69 ? 2000 : 1900)]],
  ['Q', ['quarter', '[1-4]', (text) => Number(text) * 3 - 2]],
  ['M', ['month', '\\d\\d?', Number]],
  ['MM', ['month', '\\d\\d', Number]],
  ['MMM', ['month', monthNames.map((name) => name.slice(0, 3)).join('|'), monthAt]],
  ['MMMM', ['month', monthNames.join('|'), monthAt]],
  ['d', ['day', '\\d\\d?', Number]],
  ['dd', ['day', '\\d\\d', Number]],
  ['H', ['hour', '\\d\\d?', Number]],
  ['HH', ['hour', '\\d\\d', Number]],
  ['h', ['hour', '1[0-2]|0?[1-9]', (text) => Number(text) % 12]],
  ['hh', ['hour', '1[0-2]|0[1-9]', (text) => Number(text) % 12]],
  ['a', ['half', 'am|pm', (text) => (text.toLowerCase() === 'pm' ? 12 : 0)]],
  ['m', ['minute', '\\d\\d?', Number]],
  ['mm', ['minute', '\\d\\d', Number]],
  ['s', ['second', '\\d\\d?', Number]],
  ['ss', ['second', '\\d\\d', Number]],
  ['S', ['fraction', '\\d{1,9}', (text) => Number(text.slice(0, 3).padEnd(3, '0'))]],
  ['SSS', ['fraction', '\\d{3}', Number]],
  ['X', ['offset', 'Z|[+-]\\d\\d(?::?\\d\\d)?', offsetMs]],
])

/**
 * Compiles a time format in the letters of Unicode TR35: `M/d/yyyy`, `dd.MM.yyyy HH:mm`, `MMM d yyyy`, `yyyy'Q'Q`. One
 * letter reads one or two digits, two letters read two. Names of months are English, in any case; two-digit years are
 * 1969 to 2068; text in single quotes is literal. What a format leaves out is January, the first, or midnight. Times
 * without an offset (`X`) are read in the given zone, as `parseTimestamp` does.
 *
 * @returns a parser, or a text that says what was expected if the format is invalid
 * @example (compileTimeFormat('M/d/yyyy') as TimeParser)('1/31/2020', 'UTC') // Date.UTC(2020, 0, 31)
 */
export function compileTimeFormat(format: string): TimeParser | string {
  const parts: (readonly [Part, (text: string) => number])[] = []
  let form = ''
  for (const [token, , , quoted] of format.matchAll(/(([A-Za-z])\2*)|'((?:[^']|'')*)'|[\s\S]/g)) {
    if (quoted !== undefined) form += quoted === '' ? "'" : literal(quoted.replaceAll("''", "'"))
    else if (token === "'") return 'the quote in the format to be closed'
    else if (/^[A-Za-z]/.test(token)) {
      const field = fields.get(token)
      if (!field) return `letters such as yyyy-MM-dd HH:mm:ss, with other text in single quotes, not "${token}"`
      if (parts.some(([part]) => part === field[0])) return `each part of a time once, not ${field[0]} twice`
      parts.push([field[0], field[2]])
      form += `(${field[1]})`
    } else form += literal(token)
  }
  const has = (part: Part) => parts.some(([name]) => name === part)
  if (!has('year')) return 'a format with the year, such as yyyy-MM-dd'
  if (has('day') && !has('month')) return 'a format with the month, since it has the day'
  const twelve = /h/.test(format.replace(/'[^']*'/g, ''))
  if (twelve !== has('half')) return 'h together with a (AM or PM), or H without it'
  const pattern = new RegExp(`^${form}$`, 'i')
  return (text, zone) => {
    const match = pattern.exec(text)
    if (!match) return Number.NaN
    const found: Partial<Record<Part, number>> = {}
    for (const [i, [part, read]] of parts.entries()) found[part] = read(match[i + 1]!)
    const { year = 0, quarter = 1, month = quarter, day = 1, hour = 0, half = 0 } = found
    const { minute = 0, second = 0, fraction: ms = 0, offset = zone } = found
    return epochOf({ year, month, day, hour: hour + half, minute, second, ms }, offset)
  }
}

const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')

const dates = [
  ...['M/d/yyyy', 'd/M/yyyy', 'd.M.yyyy', 'd-M-yyyy', 'M-d-yyyy', 'yyyy/M/d', 'yyyy.M.d', 'yyyy-M-d', 'yyyyMMdd'],
  ...['MMM d yyyy', 'MMM d, yyyy', 'MMMM d yyyy', 'MMMM d, yyyy', 'd MMM yyyy', 'd MMMM yyyy', 'd-MMM-yyyy'],
  ...['M/d/yy', 'd/M/yy', 'd.M.yy', 'd-MMM-yy', 'MMM yyyy', 'MMMM yyyy', 'MMM-yyyy', 'MMM-yy', 'M/yyyy', 'yyyy/M'],
  ...["yyyy'Q'Q", "yyyy-'Q'Q", "yyyy 'Q'Q", "yyyy'M'MM", 'yyyyMM', 'yyyy'],
]
const clocks = ['', ' H:mm', ' H:mm:ss', ' H:mm:ss.S', ' h:mm a', ' h:mm:ss a', ' HHmm', "'T'HH:mm", "'T'HH:mm:ss"]

let known: readonly (readonly [format: string, parse: TimeParser])[] | undefined

/** Common formats that read a text, the most likely first; all of them if it is ambiguous (01/02/2020). */
export function timeFormatsOf(text: string): string[] {
  known ??= dates
    .flatMap((date) => clocks.map((clock) => date + clock))
    .map((format) => [format, compileTimeFormat(format) as TimeParser] as const)
  return known.filter(([, parse]) => plausible(parse(text, 'UTC'))).map(([format]) => format)
}

/** Years that a series may plausibly have: a number of four digits can also be a price. */
const plausible = (time: number) => time >= Date.UTC(1600, 0, 1) && time < Date.UTC(2200, 0, 1)

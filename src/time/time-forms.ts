import { isDayName, monthNumber, zoneOffset } from './names.ts'
import { compileTimeFormat, type TimeParser } from './time-format.ts'

/**
 * Formats that read a text, the most likely first; all of them if it is ambiguous (01/02/2020). The text is taken apart
 * into digits, words and marks, so that any separators are understood. Of a range the beginning is read.
 *
 * @example timeFormatsOf('31.01.2020 13:00') // ['d.M.yyyy H:mm']
 */
export function timeFormatsOf(text: string): string[] {
  const found: string[] = []
  if (text.length <= 100) follow({ tokens: tokensOf(text), at: 0, parts: '', format: '', found })
  const read = [...new Set(found)].filter((format) => plausible(parserOf(format)(text, 'UTC'), format))
  // Between dots the day comes first, unless that does not exist.
  return read.filter((format) => !/M\.d\./.test(format) || !read.includes(format.replace('M.d.', 'd.M.')))
}

/** Years that a series may plausibly have: a number of four digits can also be a price. `y` counts years from 1. */
function plausible(time: number, format: string): boolean {
  if (/(?<!y)y(?!y)/.test(format)) return time < Date.UTC(1000, 0, 1)
  // 12.30 and 12:30 are a number and a time of day.
  return !/^(yy|(M|yy)[.:,](yy|M))$/.test(format) && time >= Date.UTC(1600, 0, 1) && time < Date.UTC(2200, 0, 1)
}

const parsers = new Map<string, TimeParser>()

/** The parser of a format, compiled once; it reads nothing if the format is invalid. */
export function parserOf(format: string): TimeParser {
  const known = parsers.get(format)
  if (known !== undefined) return known
  const compiled = compileTimeFormat(format)
  const parser = typeof compiled === 'string' ? () => Number.NaN : compiled
  if (parsers.size >= 1000) parsers.clear()
  parsers.set(format, parser)
  return parser
}

/** Digits, words, spaces, or one other character. */
const tokensOf = (text: string): string[] =>
  text.match(/\d+|[ap]\.m\.|(?:UTC|GMT)[+-]\d\d?(?::?\d\d)?|\p{L}+|\s+|[\s\S]/giu) ?? []

/** A text read up to a token. */
interface State {
  readonly tokens: readonly string[]
  readonly at: number
  /** The parts found, a letter each: year, Month, day, Quarter, half-year P, week year Y, week, weekday e, Day of the year, day name E, Hour … */
  readonly parts: string
  readonly format: string
  readonly found: string[]
}

const day = 'yMd|dMy|Mdy|yD|Ywe'
const period = 'yM|My|yQ|Qy|yP|Py|Yw|wY|y'
const clock = 'H(?:m(?:sS?)?)?a?X?'
const complete = new RegExp(
  `^E?(?:${day}|${period})E?$|^E?(?:${day})E?${clock}E?$|^Hm(?:sS?)?a?X?(?:${day})$|^E?(?:Md|dM)${clock}y$`,
)

/** Tries every meaning of the token. */
function follow(state: State): void {
  const { tokens, at, parts, format, found } = state
  const token = tokens[at]
  if (token === undefined) {
    if (complete.test(parts)) found.push(twelve(parts, format))
    return
  }
  // A remark, such as the full name of the zone.
  if (complete.test(parts) && /^\s+\(.*\)$/.test(tokens.slice(at).join(''))) {
    found.push(`${twelve(parts, format)} *`)
    return
  }
  for (const [part, letters, taken = 1] of meanings(state, token)) {
    if ([...part].some((one) => parts.includes(one))) continue
    follow({ ...state, at: at + taken, parts: parts + part, format: format + letters })
  }
  if (complete.test(parts) && at > 0) found.push(...rangeFrom(state))
}

type Meaning = readonly [parts: string, letters: string, taken?: number]

function meanings(state: State, token: string): readonly Meaning[] {
  const { tokens, at, parts } = state
  const last = parts.at(-1) ?? ''
  if (/^\d/.test(token)) return numberMeanings(state, token, last)
  if (/^[+-]$/.test(token) && /[HmsSa]/.test(last)) {
    const rest = tokens.slice(at + 1, at + 4)
    const colon = rest[1] === ':' && rest[2]?.length === 2
    if (/^\d\d(\d\d)?$/.test(rest[0] ?? ''))
      return [
        ['X', 'X', colon ? 4 : 2],
        ['', literal(token)],
      ]
  }
  if (!/^[\p{L}]/u.test(token)) return [['', literal(token)]]
  const dot = tokens[at + 1] === '.' ? 2 : 1
  if (monthNumber(token) > 0) return [['M', 'MMM', dot]]
  if (isDayName(token)) return [['E', 'EEE', dot]]
  if (/^[ap](\.m\.|m)$/i.test(token) && /[Hms]/.test(last)) return [['a', 'a']]
  if (/[HmsSa]/.test(last) && (!Number.isNaN(zoneOffset(token)) || /\d/.test(token)))
    return [['X', /^z$/i.test(token) ? 'X' : 'z']]
  return label(token)
}

const label = (token: string): readonly Meaning[] => (token.length <= 12 ? [['', literal(token)]] : [])

function numberMeanings(state: State, token: string, last: string): readonly Meaning[] {
  const { tokens, at, format, parts } = state
  const before = tokens[at - 1] ?? ''
  switch (token.length) {
    case 1:
    case 2: {
      if (last === 'H' && /^[:.hm]$/i.test(before) && token.length === 2) return [['m', 'mm']]
      if (last === 'm' && /^[:.m]$/i.test(before)) return [['s', 'ss']]
      if (last === 's' && /^[.,:]$/.test(before)) return [['S', 'S']]
      // Hours, minutes and seconds in columns of their own.
      if (/d.*[Hm]$/.test(parts) && before === ' ' && /^\d/.test(tokens[at - 2]!))
        return last === 'H' ? [['m', 'm']] : [['s', 's']]
      const labelled = /^E?[yY]?$/.test(parts) ? labelledMeanings(state, token) : []
      if (labelled.length > 0) return labelled
      if (last === 'w') return token.length === 1 ? [['e', 'e']] : [['y', 'yy']]
      return [
        ['M', 'M'],
        ['d', 'd', /^(st|nd|rd|th)$/i.test(tokens[at + 1] ?? '') ? 2 : 1],
        ...meant(token.length === 2, 'y', 'yy'),
        ['H', 'H'],
        // Years counted from 1 (1-01), and days of the year in a column of their own.
        ...meant(isCountedYear(state), 'y', 'y'),
        ...meant(/yyyy $/.test(format), 'D', 'D'),
      ]
    }
    case 3:
      return last === 's'
        ? [['S', 'S']]
        : [
            ...meant(/^E?(yMd|dMy|Mdy)$/.test(parts) && before === ' ', 'Hm', 'Hmm'),
            ...meant(/yyyy.?$/.test(format), 'D', 'D'),
            ...meant(isCountedYear(state), 'y', 'y'),
          ]
    case 4:
      return [['y', 'yyyy'], ['Y', 'YYYY'], ...meant(/[Mdy]/.test(last) && /^(\s|[T:_-])/.test(before), 'Hm', 'HHmm')]
    case 6:
      if (last === 's') return [['S', 'S']]
      return /[Md]/.test(last)
        ? [['Hms', 'HHmmss']]
        : [
            ['yM', 'yyyyMM'],
            ['yMd', 'yyMMdd'],
            ['Yw', 'YYYYww'],
          ]
    case 7:
      return [['yD', 'yyyyDDD']]
    case 8:
      return [
        ['yMd', 'yyyyMMdd'],
        ['dMy', 'ddMMyyyy'],
        ['Mdy', 'MMddyyyy'],
      ]
    case 10:
      return [
        ['yMdH', 'yyyyMMddHH'],
        ['yMdHm', 'yyMMddHHmm'],
      ]
    case 12:
      return [
        ['yMdHm', 'yyyyMMddHHmm'],
        ['yMdHms', 'yyMMddHHmmss'],
      ]
    case 14:
      return [['yMdHms', 'yyyyMMddHHmmss']]
    case 17:
      return [['yMdHmsS', 'yyyyMMddHHmmssSSS']]
    default:
      return last === 's' ? [['S', 'S']] : []
  }
}

/** True for the first of two numbers, as in 1-01. */
const isCountedYear = ({ tokens, at }: State) => tokens.length === 3 && at === 0 && /^\d/.test(tokens[2]!)

const meant = (possible: boolean, parts: string, letters: string): Meaning[] => (possible ? [[parts, letters]] : [])

/** Numbers with a word for quarter, week or half-year beside them. */
function labelledMeanings({ tokens, at }: State, token: string): Meaning[] {
  const before = tokens[at - 1] ?? ''
  const words = [before, tokens[at + 1] ?? '', /^(\s+|[.-])$/.test(before) ? (tokens[at - 2] ?? '') : '']
  const labelled = (names: RegExp) => words.some((word) => names.test(word))
  return [
    ...meant(labelled(/^(q|qtr|quarter|quartal|t|trim|trimestre)$/i), 'Q', token.length === 1 ? 'Q' : 'QQ'),
    ...meant(labelled(/^(w|kw|wk|week|woche|sem|semaine|semana|s|v|vecka)$/i), 'w', 'w'),
    ...meant(labelled(/^(h|hj|half|halbjahr|s|sem|semester|semestre)$/i), 'P', 'P'),
  ]
}

/** With hours from 1 to 12 if there is AM or PM. */
const twelve = (parts: string, format: string) => (parts.includes('a') ? format.replace('H', 'h') : format)

/** The format so far and anything after it, if what follows is the end of a range. */
function rangeFrom({ tokens, at, format, parts }: State): string[] {
  const own = twelve(parts, format)
  const mark = tokens.slice(at).findIndex((token) => /^\d|^\p{L}{3,}/u.test(token) && !/^(bis|until)$/i.test(token))
  const between = tokens.slice(at, at + Math.max(0, mark)).join('')
  if (!/^\s*(-|–|—|~|\/|\.\.+|to|bis|until|à|a)\s*$/i.test(between)) return []
  const end = tokens.slice(at + mark).join('')
  const again = !Number.isNaN(parserOf(own)(end, 'UTC'))
  const clockAlone = parts.includes('H') && /^\d\d?:\d\d(:\d\d)?(\s?[ap]m)?$/i.test(end)
  const nextYear = parts === 'y' && splitYear(tokens[at - 1]!, end)
  return again || clockAlone || nextYear ? [`${own}${literal(between)}*`] : []
}

/** True for 1998/99, 1999/00 and 2010/2011. */
const splitYear = (first: string, second: string) =>
  (second.length === 2 || second.length === first.length) && String(Number(first) + 1).endsWith(second)

/** Text as it is written in a format. */
function literal(token: string): string {
  if (/^\s+$/.test(token)) return ' '
  if (/[\p{L}*]/u.test(token)) return `'${token.replaceAll("'", "''")}'`
  return token.replaceAll("'", "''")
}

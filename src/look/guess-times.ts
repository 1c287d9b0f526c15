import { TimeDecoder, type TimeStyle } from '../sources/decode-time.ts'
import { hasOffset } from '../time/time-format.ts'
import { timeFormatsOf } from '../time/time-forms.ts'
import { parseTimestamp } from '../time/timestamp.ts'
import { namesTime, wordsOf } from './column-names.ts'

/** How a column of times is written. */
export interface TimeGuess extends TimeStyle {
  /** What else the cells could be if they fit equally well: a format, or a clock. */
  readonly other?: string
}

/** Share of the cells that must fit; real files contain mistakes. */
const minShare = 0.9
/** Cells from which formats are derived: the first ones, and others among the rest. */
const derived = 24

/**
 * Guesses how the times of a column are written. Each way that reads nearly all cells is a candidate; the one that
 * reads most of them is chosen, then the one whose times are in order, then the one with more regular steps, then the
 * day before the month. A number that is a calendar time is not a count of seconds. Digits are times only if the name of
 * the column or the order of the cells suggests it: 2024 can be a year or a price.
 *
 * @param cells of the rows, in their order, without empty ones
 * @returns undefined if the column does not hold times
 */
export function guessTimes(name: string, cells: readonly string[]): TimeGuess | undefined {
  const [best, next] = candidates(name, cells, minShare)
  if (!best) return undefined
  if (best.numeric && !namesTime(name) && !isSequence(best)) return undefined
  const zone = best.style.clock === 'iso' ? namedZone(name) : undefined
  return {
    ...best.style,
    ...(next !== undefined && isOpen(best, next) ? { other: otherOf(next) } : {}),
    ...(zone !== undefined && suits(zone, best, cells) ? { zone } : {}),
  }
}

function isOpen(best: Candidate, next: Candidate): boolean {
  if (next.fits !== best.fits || !alike(best, next) || sameTimes(best, next)) return false
  // More than a few numbers that are calendar times are so by no accident.
  return next.style.clock === best.style.clock || best.fits <= 3
}

const otherOf = ({ style }: Candidate) => style.timeFormat ?? `clock: ${style.clock}`

/** The zone that the name of a column speaks of: Time (CET/CEST), or an IANA name. */
function namedZone(name: string): string | undefined {
  const iana = /\b(?:Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)\/[A-Z]\w+(?:\/\w+)?/.exec(name)?.[0]
  return iana ?? namedZones.find(([pattern]) => pattern.test(name))?.[1]
}

const namedZones: readonly (readonly [RegExp, string])[] = [
  [/\b(CET|CEST|MEZ|MESZ)\b/, 'Europe/Berlin'],
  [/\b(BST|GMT\/BST)\b/, 'Europe/London'],
  [/\b(EET|EEST)\b/, 'Europe/Helsinki'],
  [/\b(EST\/EDT|EPT|EDT|US\/Eastern|Eastern)\b/, 'America/New_York'],
  [/\b(CST\/CDT|CPT|CDT|US\/Central)\b/, 'America/Chicago'],
  [/\b(MST\/MDT|MDT|US\/Mountain)\b/, 'America/Denver'],
  [/\b(PST\/PDT|PPT|PDT|US\/Pacific)\b/, 'America/Los_Angeles'],
  [/\b(AEST\/AEDT|AEDT)\b/, 'Australia/Sydney'],
  [/\b(UTC|GMT)\b/, 'UTC'],
]

/** Whether the times are at several times of day, without an offset, and all exist in the zone. */
function suits(zone: string, { style, times }: Candidate, cells: readonly string[]): boolean {
  const clocks = new Set(times.filter(isTime).map((time) => time % 86_400_000))
  if (clocks.size < 2) return false
  try {
    const local = timesOf(cells, { ...style, zone })
    const exist = local.every((time, i) => Number.isNaN(time) === Number.isNaN(times[i]!))
    return exist && (zone === 'UTC' ? withoutOffset(style, cells) : local.some((time, i) => time !== times[i]!))
  } catch {
    return false
  }
}

const withoutOffset = ({ timeFormat }: TimeStyle, cells: readonly string[]) =>
  timeFormat === undefined
    ? cells.every((cell) => parseTimestamp(cell) !== parseTimestamp(cell, 1))
    : !hasOffset(timeFormat)

/** The first cell that does not fit a column in which some cells are times; undefined if there is none. */
export function oddTime(name: string, cells: readonly string[]): string | undefined {
  const [best] = candidates(name, cells, 0.2)
  return best && cells.find((_, i) => Number.isNaN(best.times[i]!))
}

/** The time of each cell, in milliseconds; NaN if it does not fit the style. */
export function timesOf(cells: readonly string[], style: TimeStyle): number[] {
  const decoder = new TimeDecoder({ ...style, zone: style.zone ?? 'UTC' })
  return cells.map((cell) => decoder.decode(cell.trim()))
}

interface Candidate {
  readonly style: TimeStyle
  readonly times: readonly number[]
  readonly fits: number
  /** Whether cells are digits only. */
  readonly numeric: boolean
  /** Share of the steps in the direction of most of them. */
  readonly order: number
  /** The largest step divided by the smallest, between different times: 1 for regular times. */
  readonly uneven: number
}

/** Ways to read the cells, the best first. */
function candidates(name: string, cells: readonly string[], share: number): Candidate[] {
  if (cells.length === 0) return []
  const enough = (fits: number) => fits > 0 && fits >= share * cells.length
  const first = cells.slice(0, 200)
  const numeric = first.filter((cell) => /^\d+([.,]\d+)?$/.test(cell)).length >= minShare * first.length
  const styles = numeric ? [...formatsOf(name, cells), ...clocksOf(name, cells)] : textStyles(name, cells)
  return styles
    .filter((style) => enough((timesOf(first, style).filter(isTime).length * cells.length) / first.length))
    .map((style) => candidate(style, cells, numeric))
    .filter(({ fits }) => enough(fits))
    .sort(compare)
}

function textStyles(name: string, cells: readonly string[]): TimeStyle[] {
  const iso = cells.filter((cell) => !Number.isNaN(parseTimestamp(cell))).length
  const seasons = cells.length > 1 && cells.every((cell) => isSeason(cell))
  if (iso >= minShare * cells.length && !seasons) return [{ clock: 'iso' }]
  const formats = formatsOf(name, cells)
  return seasons ? formats.filter(({ timeFormat }) => timeFormat!.endsWith('*')) : formats
}

/** True for 2010-11 and 2010/11, a season from one year to the next, which could be a month too. */
function isSeason(cell: string): boolean {
  const [, first, second] = /^(\d{4})[-/](\d\d)$/.exec(cell) ?? []
  return first !== undefined && String(Number(first) + 1).endsWith(second!)
}

function formatsOf(name: string, cells: readonly string[]): TimeStyle[] {
  const stride = Math.max(1, Math.floor(cells.length / derived))
  const some = [...cells.slice(0, derived), ...cells.filter((_, i) => i % stride === 0)]
  const formats = new Set(some.flatMap(timeFormatsOf))
  const words = wordsOf(name)
  // The number of a week or a quarter in a column of its own.
  if (some.every((cell) => /^\d{4} \d\d?$/.test(cell))) {
    if (words.some((word) => weekNames.test(word))) return [{ clock: 'iso', timeFormat: 'YYYY w' }]
    if (words.some((word) => quarterNames.test(word))) formats.add('yyyy Q')
  }
  return [...formats].map((timeFormat) => ({ clock: 'iso', timeFormat }))
}

export const weekNames = /^(week|wk|weekofyear|isoweek|epiweek|kw|woche|semaine|semana)$/
export const quarterNames = /^(quarter|qtr|q|quartal|trimestre)$/

/** Counts since 1970 from 1973 to 2100, by their digits; days of Excel from 1954 on, if the name says so. */
function clocksOf(name: string, cells: readonly string[]): TimeStyle[] {
  const cell = cells.find((text) => /^\d/.test(text)) ?? ''
  const whole = /^\d*/.exec(cell)![0].length
  const clock = ({ 9: 's', 10: 's', 12: 'ms', 13: 'ms', 15: 'us', 16: 'us', 18: 'ns', 19: 'ns' } as const)[whole as 9]
  if (clock !== undefined) return [{ clock }]
  const days = Number(cell.replace(',', '.'))
  return whole === 5 && days >= 20_000 && days < 80_000 && namesTime(name) ? [{ clock: 'excel' }] : []
}

/** From the year 1 to 2200. */
const isTime = (time: number) => time >= -62_135_596_800_000 && time < Date.UTC(2200, 0, 1)

function candidate(style: TimeStyle, cells: readonly string[], numeric: boolean): Candidate {
  const times = timesOf(cells, style)
  const known = times.filter(isTime)
  let rising = 0
  let falling = 0
  for (let i = 1; i < known.length; i++) {
    if (known[i]! > known[i - 1]!) rising++
    if (known[i]! < known[i - 1]!) falling++
  }
  const sorted = [...new Set(known)].sort((a, b) => a - b)
  const steps = sorted.slice(1).map((time, i) => time - sorted[i]!)
  const most = steps.reduce((a, b) => Math.max(a, b), 0)
  const least = steps.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
  return {
    ...{ style, times, numeric, fits: known.length },
    order: rising + falling === 0 ? 1 : Math.max(rising, falling) / (rising + falling),
    uneven: steps.length === 0 ? 1 : most / least,
  }
}

/** Shares closer than this are the same. */
const close = 0.03

function compare(a: Candidate, b: Candidate): number {
  if (a.fits !== b.fits) return b.fits - a.fits
  // A calendar time is not a count, and what can be read needs not be ignored.
  const rank = ({ style }: Candidate) =>
    (style.clock === 'iso' ? 2 : 0) - (style.timeFormat?.endsWith('*') === true ? 1 : 0)
  if (rank(a) !== rank(b)) return rank(b) - rank(a)
  if (Math.abs(a.order - b.order) > close) return b.order - a.order
  if (!alike(a, b)) return a.uneven - b.uneven
  return Number(dayFirst(b)) - Number(dayFirst(a))
}

/** Months differ in length, so a small difference means nothing. */
const alike = (a: Candidate, b: Candidate) =>
  Math.abs(a.order - b.order) <= close && a.uneven < 2 * b.uneven && b.uneven < 2 * a.uneven
const dayFirst = ({ style }: Candidate) => /^(EEE,? )?d/.test(style.timeFormat ?? '')
const sameTimes = (a: Candidate, b: Candidate) => a.times.every((time, i) => time === b.times[i])

/** Digits that go up evenly enough to be times, whatever the column is called. */
function isSequence({ order, uneven, times, fits, style }: Candidate): boolean {
  const years = style.timeFormat === 'yyyy'
  const distinct = new Set(times).size
  // A few small numbers, such as degrees, are not years.
  if (/(?<!y)y(?!y)/.test(style.timeFormat ?? '') || (years && distinct < 5)) return false
  return (
    order === 1 && distinct >= 3 && distinct * 2 > fits && uneven < (years ? 1.01 : style.clock === 'iso' ? 8 : 1.5)
  )
}

import { monthNumber } from '../time/names.ts'
import { namesTime, wordsOf } from './column-names.ts'
import type { Column } from './columns.ts'
import { guessTimes, quarterNames, type TimeGuess, timesOf, weekNames } from './guess-times.ts'

/** The columns that hold the time, and how it is written. */
export interface TimeChoice {
  /** Their texts, joined by a space, are the time. */
  readonly columns: readonly string[]
  readonly style: TimeGuess
  /** Texts of the sampled rows. */
  readonly cells: readonly string[]
  /** Times of the sampled rows, in milliseconds; NaN if a cell does not fit the style. */
  readonly times: readonly number[]
}

/** A smaller difference between the shares of distinct times is an accident. */
const clearlyMore = 0.02

/**
 * Chooses the time of a table: of several columns of times the one that is different in each row, then the one that
 * rises, then the one that is named so. Parts of a time in several columns (date and hour; year, month and day) are
 * joined if that tells more rows apart.
 */
export function chooseTime(columns: readonly Column[]): TimeChoice | undefined {
  const single = columns.flatMap((column) => choiceOf([column]) ?? [])
  const joined = partsOf(columns).flatMap((parts) => choiceOf(parts) ?? [])
  const all = [...single, ...joined]
  // A number of an order can look like a year and a month.
  const sure = all.filter((choice) => choice.columns.some(namesTime) || choice.cells.filter(isFullDate).length > 0)
  const epochs = sure.length > 0 ? [] : columns.flatMap((column) => epochIn(column) ?? [])
  const likely = [sure, epochs, all].find(({ length }) => length > 0) ?? []
  const ranked = likely.map((choice) => ({ choice, ...orderOf(choice.times) }))
  const [first, ...others] = ranked.filter(({ distinct }) => distinct > 1)
  if (!first) return ranked[0]?.choice
  return others.reduce((best, one) => (isBetter(one, best) ? one : best), first).choice
}

/** The time in columns that are named; undefined if they hold none. */
export function choiceOf(columns: readonly Column[]): TimeChoice | undefined {
  const cells = joinedCells(columns)
  const names = columns.map(({ name }) => name)
  const style = guessTimes(
    names.join(' '),
    cells.filter((cell) => cell.trim() !== ''),
  )
  return style && { columns: names, style, cells, times: timesOf(cells, style) }
}

/** Day, month and year, or a year and two more numbers, with signs between them. */
export const isFullDate = (cell: string) => /\d{4}[-/. ]\d\d?[-/. ]\d\d?|\d\d?[-/. ]\d\d?[-/. ]\d{4}/.test(cell)

/** Counts since 1970 in a column whose name says nothing: of this century, and rising. */
function epochIn({ name, cells }: Column): TimeChoice | undefined {
  if (!mostly(cells, (cell) => /^\d{10}(\d{3}){0,3}$/.test(cell))) return undefined
  const style = guessTimes(
    'time',
    cells.filter((cell) => cell !== ''),
  )
  const times = style && timesOf(cells, style)
  const recent = times?.every((time) => !Number.isFinite(time) || (time > 946_684_800_000 && time < 4_102_444_800_000))
  if (!style || !times || !recent || orderOf(times).rising < 0.9) return undefined
  return { columns: [name], style, cells, times }
}

interface Ranked {
  readonly choice: TimeChoice
  readonly distinct: number
  readonly rising: number
}

function isBetter(one: Ranked, best: Ranked): boolean {
  const more = one.distinct - best.distinct
  if (Math.abs(more) > clearlyMore * best.choice.times.length) return more > 0
  // Columns that add nothing are not needed.
  const fewer = best.choice.columns.length - one.choice.columns.length
  if (fewer !== 0) return fewer > 0
  if (Math.abs(one.rising - best.rising) > clearlyMore) return one.rising > best.rising
  return nameRank(one.choice) > nameRank(best.choice)
}

/** Text before counts since 1970, which may be the same time again; then names. */
function nameRank({ columns, style }: TimeChoice): number {
  const named = wordsOf(columns[0]!).some((word) =>
    /^(time|date|datetime|timestamp|ts|ds|day|month|datum|zeit)$/.test(word),
  )
  return (style.clock === 'iso' ? 2 : 0) + (named ? 1 : 0)
}

function orderOf(times: readonly number[]): { distinct: number; rising: number } {
  const known = times.filter(Number.isFinite)
  let rising = 0
  for (let i = 1; i < known.length; i++) if (known[i]! >= known[i - 1]!) rising++
  return { distinct: new Set(known).size, rising: known.length < 2 ? 1 : rising / (known.length - 1) }
}

const joinedCells = (columns: readonly Column[]): string[] =>
  columns[0]!.cells.map((_, row) => columns.map(({ cells }) => cells[row]).join(' '))

/** Columns that may be parts of one time: the longest combinations first. */
function partsOf(columns: readonly Column[]): Column[][] {
  const part = (pattern: RegExp, fits: (cell: string) => boolean) =>
    columns.find(({ name, cells }) => wordsOf(name).some((word) => pattern.test(word)) && mostly(cells, fits))
  const year = part(/^(year|yr|yyyy|yy|jahr|annee|année|an|ano|año|anno|jaar|rok|år)$/, (cell) =>
    /^(1[6-9]|2[01])\d\d$/.test(cell),
  )
  const quarter = part(quarterNames, (cell) => /^Q?[1-4]$/i.test(cell))
  const month = part(
    /^(month|mon|mnth|mo|mm|monat|mois|mes|mês|mese|maand|měsíc|mesic|miesiąc|miesiac|månad|måned|period|periode)$/,
    isMonth,
  )
  const day = part(/^(day|dom|dy|dd|tag|jour|dia|día)$/, (cell) => /^(0?[1-9]|[12]\d|3[01])$/.test(cell))
  const hour = part(/^(hour|hr|hrs|hh|hhmm|hmm|stunde|heure|hora|time|zeit|uhrzeit|he)$/, isClock)
  const minute = part(/^(minute|min|mn|mi)$/, (cell) => /^[0-5]?\d$/.test(cell))
  const second = part(/^(second|sec|ss)$/, (cell) => /^[0-5]?\d$/.test(cell))
  const week = part(weekNames, (cell) => /^(0?[1-9]|[1-4]\d|5[0-3])$/.test(cell))
  const dayOfYear = part(/^(doy|yday|jday|dayofyear|julian)$/, (cell) => /^\d{1,3}$/.test(cell))
  const calendar = [year, ...(quarter && !month ? [quarter] : [month, month && day])]
  const ofCalendar =
    year && calendar[1] ? upTo([...calendar, calendar[2] && hour, hour && minute, minute && second]) : []
  // A date and a time of day.
  const clocks = columns.filter(({ cells }) =>
    mostly(cells, (cell) => /^\d\d?[:.]\d\d([:.]\d\d([.,]\d+)?)?( ?[AaPp][Mm])?$/.test(cell)),
  )
  const dates = columns.filter(
    ({ name, cells }) => !clocks.some((clock) => clock.name === name) && areDates(name, cells),
  )
  const ofDay = [...clocks, ...(hour && !clocks.includes(hour) ? [hour] : [])]
  const ofDates = dates.flatMap((date) =>
    ofDay.flatMap((clock) =>
      clock === date ? [] : upTo([date, clock, clock === hour && minute ? minute : undefined]),
    ),
  )
  const ofYear = year
    ? [...(dayOfYear ? upTo([year, dayOfYear, hour, hour && minute]) : []), ...(week ? [[year, week]] : [])]
    : []
  return [...ofCalendar, ...ofYear, ...ofDates]
}

/** All beginnings of a list of at least two columns, up to the first that is missing, the longest first. */
function upTo(parts: readonly (Column | undefined)[]): Column[][] {
  const end = parts.indexOf(undefined)
  const known = (end < 0 ? parts : parts.slice(0, end)) as Column[]
  return known.map((_, i) => known.slice(0, known.length - i)).filter(({ length }) => length > 1)
}

function areDates(name: string, cells: readonly string[]): boolean {
  const style = guessTimes(
    name,
    cells.filter((cell) => cell !== ''),
  )
  return style !== undefined && timesOf(cells, style).every((time) => !Number.isFinite(time) || time % 86_400_000 === 0)
}

const isMonth = (cell: string) => /^(0?[1-9]|1[0-2]|M\d\d?)$/i.test(cell) || monthNumber(cell) > 0
/** Also 30 for half past midnight, as in 30, 100, 130. */
const isClock = (cell: string) => /^([0-5]?\d|([01]?\d|2[0-4])[:.]?\d\d([:.]\d\d([.,]\d+)?)?)( ?[ap]m)?$/i.test(cell)

function mostly(cells: readonly string[], fits: (cell: string) => boolean): boolean {
  const present = cells.filter((cell) => cell !== '')
  return present.length > 0 && present.filter(fits).length >= 0.95 * present.length
}

/** Options of the source that were a close decision, each with what to check. */
export const timeChecks = ({ style: { clock, other, zone } }: TimeChoice): Record<string, string> => ({
  ...(other === undefined ? {} : { [clock === 'iso' ? 'timeFormat' : 'clock']: `"${other}" fits as well: check it` }),
  ...(zone === undefined || zone === 'UTC'
    ? {}
    : { zone: 'from the name of the time, or the hour that occurs twice in autumn: check it' }),
})

/** The options of the source that read a time. */
export function timeOptions({ columns, style: { clock, timeFormat, zone } }: TimeChoice) {
  return {
    time: columns.length === 1 ? columns[0]! : columns,
    ...(timeFormat === undefined ? {} : { timeFormat }),
    ...(clock === 'iso' ? {} : { clock }),
    ...(zone === undefined ? {} : { zone }),
  }
}

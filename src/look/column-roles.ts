import { isFullDate } from './choose-time.ts'
import { isBarPrice, namesSeries, namesTime, sameBar, targetRank, wordsOf } from './column-names.ts'
import type { Column } from './columns.ts'
import { guessTimes, timesOf } from './guess-times.ts'

/** A column that is not used, and the reason. */
export interface Left {
  readonly column: string
  readonly why: string
}

/** What is known about a table before its target is chosen. */
export interface Known {
  readonly columns: readonly Column[]
  readonly time: readonly string[]
  /** Times of the sampled rows. */
  readonly times: readonly number[]
  /** Lines of the sampled rows. */
  readonly lines: readonly number[]
  readonly by: readonly string[]
}

/** The columns of numbers that can be forecast, the most likely first, and why each other column cannot. */
export interface Numbers {
  readonly targets: readonly Column[]
  readonly left: readonly Left[]
}

/**
 * Sorts the columns into those that can be a target and those that cannot: words, constants, row numbers, further times,
 * parts of the time, places. If nothing else is left, a constant is better than nothing.
 */
export function possibleTargets(known: Known): Numbers {
  const left: Left[] = []
  const possible: Column[] = []
  const spare: Column[] = []
  for (const column of known.columns) {
    if (known.time.includes(column.name) || known.by.includes(column.name)) continue
    if (column.name === '' && column.empty) continue
    const why = whyNot(column, known)
    if (why === undefined) possible.push(column)
    else {
      left.push({ column: column.name || `column ${column.at + 1}`, why })
      if (column.numbers && isConstant(column)) spare.push(column)
    }
  }
  // A row number, or what counts with the time, may be the only number.
  const derived = new Map(possible.flatMap((column) => derivedFrom(column, known).map((why) => [column, why] as const)))
  const rest = possible.filter((column) => !derived.has(column))
  if (rest.length > 0) {
    for (const [{ name }, why] of derived) left.push({ column: name, why })
    return { targets: ranked(rest), left }
  }
  const targets = ranked(derived.size > 0 ? [...derived.keys()] : spare)
  return { targets, left: left.filter(({ column }) => !targets.some(({ name }) => name === column)) }
}

const ranked = (columns: readonly Column[]) => [...columns].sort((a, b) => rank(b) - rank(a))

/** By name, then columns with many different values, then by place. */
function rank({ name, numbers, distinct }: Column): number {
  const present =
    numbers!.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0) / Math.max(1, numbers!.length)
  // A part of the time, such as the half hour of a day, is counted, not measured.
  return (
    targetRank(name) -
    (targetRank(name) < 0 && namesTime(name) ? 1.5 : 0) -
    (present < 0.3 ? 3 : 0) -
    (distinct <= 12 && numbers!.length >= 100 ? 0.1 : 0)
  )
}

function whyNot(column: Column, { time, times }: Known): string | undefined {
  const { name, cells, numbers, odd, empty } = column
  if (name === '') return 'it has no name'
  if (empty) return 'it is empty'
  if (isConstant(column)) return `it is ${quoted(cells.find((cell) => cell !== '') ?? '')} in every row`
  const present = cells.filter((cell) => cell !== '')
  const style = guessTimes(name, present)
  if (style && (numbers === undefined || /time|date|unix|epoch|^ts$/i.test(name))) {
    const same = sameTimes(timesOf(cells, style), times)
    if (same) return `the same time as ${quoted(time.join(' '))}, written another way`
    if (namesTime(name) || present.some(isFullDate)) return 'another time'
  }
  if (column.why !== undefined) return column.why
  if (numbers === undefined) {
    const numeric = present.filter((cell) => /\d/.test(cell)).length > present.length / 2
    return numeric && odd !== undefined
      ? `not numbers: ${quoted(odd)}`
      : `words, such as ${quoted(odd ?? present[0] ?? '')}`
  }
  const words = wordsOf(name)
  if (words.some((word) => /^(lat|lon|lng|latitude|longitude)$/.test(word))) return 'a place'
  if (words.some((word) => /^(qn|qc|flag|quality)$/.test(word)) && column.distinct <= 12 && targetRank(name) < 0)
    return 'a mark of quality'
  return undefined
}

const isConstant = ({ distinct, cells }: Column) =>
  distinct <= 1 || (new Set(cells.filter((cell) => cell !== '')).size === 0 && distinct <= 2)

/** Whether two columns hold the same times, or times that differ by a constant, as in another zone. */
function sameTimes(one: readonly number[], other: readonly number[]): boolean {
  const both = one.flatMap((time, i) => (Number.isFinite(time) && Number.isFinite(other[i]!) ? [time - other[i]!] : []))
  return both.length > 0 && both.filter((difference) => difference === both[0]).length >= 0.9 * both.length
}

/** Whether a column repeats a part of the time: its year, month, hour or day of the week. */
function isPartOfTime(numbers: Float64Array, times: readonly number[]): boolean {
  const rows = [...numbers.keys()].filter((i) => !Number.isNaN(numbers[i]!) && Number.isFinite(times[i]!))
  if (rows.length < 3) return false
  return parts.some((part) => {
    const shift = numbers[rows[0]!]! - part(new Date(times[rows[0]!]!))
    // A weekday may be counted from 0 or 1, and from any day.
    if (Math.abs(shift) > (part === weekday ? 7 : 1)) return false
    const cycle = part === weekday ? 7 : Number.POSITIVE_INFINITY
    return (
      rows.filter((i) => (part(new Date(times[i]!)) + shift - numbers[i]!) % cycle === 0).length >= 0.99 * rows.length
    )
  })
}

const weekday = (date: Date) => date.getUTCDay()
const dayOfYear = (date: Date) => Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000)
const parts = [
  (date: Date) => date.getUTCFullYear(),
  (date: Date) => date.getUTCMonth(),
  (date: Date) => Math.floor(date.getUTCMonth() / 3),
  (date: Date) => date.getUTCDate(),
  (date: Date) => date.getUTCHours(),
  (date: Date) => date.getUTCMinutes(),
  dayOfYear,
  weekday,
]

/** Why a column says no more than the time or the place of its row: empty if it does, or if its name suggests a target. */
function derivedFrom({ name, numbers }: Column, known: Known): string[] {
  if (targetRank(name) >= 0 || isBarPrice(name)) return []
  const why =
    countsAlong(numbers!, known) ??
    (isPartOfTime(numbers!, known.times) || isDecimalYear(numbers!, known.times)
      ? 'it follows from the time'
      : undefined)
  return why === undefined ? [] : [why]
}

/** Whether a column counts rows, or counts along with the time. */
function countsAlong(numbers: Float64Array, { times, lines }: Known): string | undefined {
  const pairs = [...numbers.keys()].slice(1).filter((i) => lines[i] === lines[i - 1]! + 1)
  if (pairs.length < 5) return undefined
  const steps = pairs.map((i) => numbers[i]! - numbers[i - 1]!)
  const [first] = steps
  if (first !== 0 && Math.abs(first!) === 1 && steps.every((step) => step === first)) return 'a row number'
  const slopes = pairs.map((i) => (numbers[i]! - numbers[i - 1]!) / (times[i]! - times[i - 1]!))
  const slope = slopes[0]!
  const along =
    slope !== 0 && Number.isFinite(slope) && slopes.every((one) => Math.abs(one - slope) <= 1e-9 * Math.abs(slope))
  return along ? 'it counts along with the time' : undefined
}

const msInYear = 31_556_952_000

/** Whether a column is the time in years with decimals, such as 1958.2027 for the middle of March. */
const isDecimalYear = (numbers: Float64Array, times: ArrayLike<number>): boolean =>
  numbers.every((number, i) => Math.abs(number - (1970 + times[i]! / msInYear)) < 0.1)

/** If there are more, none is used: each one widens every model. */
const mostCovariates = 6

/**
 * The columns that may help to forecast the target, and why the others are left out.
 *
 * @param targets names of the targets
 * @param prices true if the series are prices, which change in proportion and that numbers of the same day do not lead
 */
export function chooseCovariates(possible: readonly Column[], targets: readonly string[], prices: boolean): Numbers {
  const left: Left[] = []
  const leave = ({ name }: Column, why: string) => left.push({ column: name, why })
  const bars = possible.filter(({ name }) => isBarPrice(name)).length > 1
  const rest = possible.filter(({ name }) => !targets.includes(name))
  const kept = rest.filter((column) => {
    const { name } = column
    if (targets.some((target) => sameBar(name, target)) || (bars && isBarPrice(name)))
      leave(column, 'a price of the same bar')
    else if (targets.some((target) => areAlike(name, target)))
      leave(column, 'a series like the target; --target names it')
    else if (namesSeries(name) && targetRank(name) < 0) leave(column, 'a number that names something')
    else if (prices) leave(column, 'numbers of the same day do not help to forecast a price')
    else return true
    return false
  })
  if (kept.length <= mostCovariates) return { targets: kept, left }
  for (const column of kept) leave(column, `one of ${kept.length} other numbers: name some with --covariates`)
  return { targets: [], left }
}

/** Names that differ in a number or a single letter only: station_1 and station_2, a and b. */
function areAlike(name: string, target: string): boolean {
  const form = (text: string) => text.replace(/\d+/g, '#').replace(/(^|[^\p{L}])\p{L}(?!\p{L})/gu, '$1?')
  return name !== target && form(name) === form(target) && form(name) !== name
}

export const quoted = (text: string) => `“${text.length > 40 ? `${text.slice(0, 40)}…` : text}”`

/** A text as one word of a command. */
export const word = (text: string) => (/^[\w./:@%+=,-]+$/.test(text) ? text : `"${text.replaceAll('"', '\\"')}"`)

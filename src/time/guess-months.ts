import { formatDuration } from './duration.ts'
import { type Calendar, commonest, median, shareOfMultiples, stepsOf } from './guess-steps.ts'
import { type DayOfMonth, dayInMonth, monthOf, monthRuleWords, monthStart } from './month-days.ts'
import { dayMs, weekdayOf } from './week.ts'

/** A row as a day of its month. */
interface MonthDay {
  /** Since the year 0. */
  readonly month: number
  /** Its midnight. */
  readonly date: number
  /** From 1. */
  readonly day: number
  /** Whether it is the last of its month. */
  readonly last: boolean
}

function monthDay(local: number): MonthDay {
  const month = monthOf(local)
  const date = Math.floor(local / dayMs) * dayMs
  return {
    month,
    date,
    day: (date - monthStart(month)) / dayMs + 1,
    last: date + dayMs === monthStart(month + 1),
  }
}

/** Exceptions, such as a row before a holiday, are no more than this share of the rows. */
const mostExceptions = 0.1
/** Bank holidays move the last or first business day of more months than that. */
const mostHolidays = 0.3

/** The cadence of rows that are about a month or more apart. */
export function guessMonths(local: Float64Array): Calendar | undefined {
  const rows = Array.from(local, monthDay)
  const gaps = stepsOf(Float64Array.from(rows, ({ month }) => month))
  const months = commonest(gaps.filter((gap) => gap > 0)) ?? 1
  const monthly =
    shareOfMultiples(
      gaps.filter((gap) => gap > 0),
      months,
    ) >=
      1 - mostExceptions && alone(gaps)
  const days = median(stepsOf(local)) / dayMs
  const evenDays = Number.isInteger(days) ? shareOfMultiples(stepsOf(local), days * dayMs) : 0
  const rule = monthly ? (exactDay(rows, months) ?? usualRule(rows, evenDays)) : undefined
  if (rule === 'same') return { cadence: lengthOf(months), exceptions: 0, notes: [] }
  if (rule) return onRule(rows, months, rule)
  if (evenDays >= 1 - mostExceptions)
    return { cadence: days % 7 === 0 ? `${days / 7}w` : `${days}d`, exceptions: 0, notes: [] }
  if (!monthly) return aboutMonths(local)
  const day = median(Float64Array.from(rows, (row) => row.day))
  return onRule(rows, months, { nth: day, of: 'day' })
}

/** Two rows in one month are an accident at most. */
const alone = (gaps: Float64Array) => gaps.filter((gap) => gap === 0).length <= 0.02 * gaps.length

const lengthOf = (months: number) => formatDuration({ kind: 'months', months, rules: [] })

/** The day of the month if all rows have the same: `same` if it is kept without a rule. */
function exactDay(rows: readonly MonthDay[], months: number): DayOfMonth | 'same' | undefined {
  const [first] = rows
  // The last day of one month, such as December, is the same day each year; that of February is not.
  const steady = months % 12 === 0 && first!.month % 12 !== 1
  if (!steady && rows.every(({ last }) => last)) return { nth: -1, of: 'day' }
  if (rows.every(({ day }) => day === first!.day)) return 'same'
  const day = Math.max(...rows.map((row) => row.day))
  return rows.every((row) => row.day === day || row.last) ? { nth: day, of: 'day' } : undefined
}

/**
 * The rule that most rows keep, with a few exceptions.
 *
 * @param atLeast share of rows that keep something simpler
 */
function usualRule(rows: readonly MonthDay[], atLeast: number): DayOfMonth | undefined {
  const share = (rule: DayOfMonth) =>
    rows.filter(({ month, date }) => dayInMonth(month, rule) === date).length / rows.length
  const days = [-1, commonest(Float64Array.from(rows, ({ day }) => day))!]
  const weekday = commonest(Float64Array.from(rows, ({ date }) => weekdayOf(date)))!
  const rules: readonly (readonly [DayOfMonth, number])[] = [
    ...days.map((nth) => [{ nth, of: 'day' }, mostExceptions] as const),
    ...[1, 2, 3, 4, -1].map((nth) => [{ nth, of: weekday }, mostExceptions] as const),
    ...[-1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((nth) => [{ nth, of: 'bd' }, mostHolidays] as const),
  ]
  let best: DayOfMonth | undefined
  let bestShare = atLeast
  for (const [rule, exceptions] of rules) {
    const own = share(rule)
    if (own <= bestShare || own < 1 - exceptions) continue
    best = rule
    bestShare = own
  }
  return best
}

function onRule(rows: readonly MonthDay[], months: number, rule: DayOfMonth): Calendar {
  const others = rows.filter(({ month, date }) => dayInMonth(month, rule) !== date)
  const words = monthRuleWords([rule])
  const each = { 1: 'month', 3: 'quarter', 12: 'year' }[months] ?? lengthOf(months)
  const notes = [`one row a ${each}, usually on ${dayName(words)}${months === 1 ? '' : ' of a month'}`]
  return { cadence: `${lengthOf(months)} ${words}`, exceptions: others.length, notes }
}

const dayName = (words: string) => (words === 'end' ? 'the last day' : `the ${words.replace('bd', 'business day')}`)

/** Rows about a month apart that do not keep to calendar months. */
function aboutMonths(local: Float64Array): Calendar | undefined {
  const month = 30.436875 * dayMs
  const steps = stepsOf(local)
  const months = Math.max(1, Math.round(median(steps) / month))
  const near = steps.filter((step) => {
    const count = Math.round(step / (months * month))
    return count > 0 && Math.abs(step - count * months * month) <= 0.25 * months * month
  })
  if (near.length < (1 - mostExceptions) * steps.length) return undefined
  const cadence = lengthOf(months)
  return { cadence, exceptions: 0, notes: [`rows are about ${cadence} apart; each belongs to the nearest step`] }
}

/** At most as many days of a month. */
const mostDays = 4
/** Days that a date is moved for a weekend or a holiday. */
const mostMoved = 3

/** Several days of each month, such as the 15th and the last, or the day of business before. */
export function guessDaysOfMonth(local: Float64Array): Calendar | undefined {
  const rows = Array.from(local, monthDay)
  const counts = new Map<number, number>()
  for (const { day, last } of rows) {
    const nth = last ? -1 : day
    counts.set(nth, (counts.get(nth) ?? 0) + 1)
  }
  const commonestFirst = [...counts].sort(([, a], [, b]) => b - a).map(([nth]) => nth)
  // Fewer rows than three for each day show nothing.
  const most = Math.min(mostDays, commonestFirst.length, Math.floor(rows.length / 3))
  for (let size = 2; size <= most; size++) {
    const inOrder = commonestFirst.slice(0, size).sort((a, b) => (a < 0 ? 1 : b < 0 ? -1 : a - b))
    const rules = inOrder.map((nth): DayOfMonth => ({ nth, of: 'day' }))
    const moved = rows.map(({ month, date }) =>
      Math.min(...rules.map((rule) => Math.abs(dayInMonth(month, rule) - date) / dayMs)),
    )
    const others = moved.filter((days) => days > 0).length
    const far = moved.filter((days) => days > mostMoved).length
    if (others > 0.5 * rows.length || far > 0.5 * mostExceptions * rows.length) continue
    // Half of the days of a month are near one of four; then only the days themselves count.
    if (size > 2 && others > mostExceptions * rows.length) continue
    const words = monthRuleWords(rules)
    return { cadence: `1mo ${words}`, exceptions: others, notes: [`rows on several days of a month: ${words}`] }
  }
  return undefined
}

import { dayMs, weekdayOf, weekdaysIn, weekdayWords } from './week.ts'

/** A day of each month: the 15th, the last business day, the third Friday. */
export interface DayOfMonth {
  /** From 1; −1 for the last. A month that is too short takes its last day. */
  readonly nth: number
  /** What is counted: all days, business days (Monday to Friday), or a weekday (Monday 0). */
  readonly of: 'day' | 'bd' | number
}

/** Months since the year 0, from 0 for January. */
export function monthOf(local: number): number {
  const date = new Date(local)
  return date.getUTCFullYear() * 12 + date.getUTCMonth()
}

/** Midnight of the first day of a month. */
export function monthStart(month: number): number {
  const year = Math.floor(month / 12)
  return new Date(0).setUTCFullYear(year, month - year * 12, 1)
}

/** Midnight of the day that a rule says in a month. */
export function dayInMonth(month: number, { nth, of }: DayOfMonth): number {
  const first = monthStart(month)
  const last = monthStart(month + 1) - dayMs
  if (of === 'day') return nth < 0 ? last : Math.min(first + (nth - 1) * dayMs, last)
  const counts = (day: number) => (of === 'bd' ? weekdayOf(day) < 5 : weekdayOf(day) === of)
  const [from, step] = nth < 0 ? [last, -dayMs] : [first, dayMs]
  let left = Math.abs(nth)
  let day = from
  for (; !counts(day) || --left > 0; day += step);
  return day
}

/**
 * Moves by months, or by days of the months, and keeps the time of day. Without rules the day of the month is kept if
 * it exists, else it is the last; with one rule a time is moved from its month, whatever its day; with several, from
 * the nearest of their days.
 *
 * @param rules days of a month, rising
 */
export function addMonths(local: number, months: number, rules: readonly DayOfMonth[], count: number): number {
  const month = monthOf(local)
  const today = Math.floor(local / dayMs) * dayMs
  const time = local - today
  if (rules.length === 0) {
    const nth = (today - monthStart(month)) / dayMs + 1
    return dayInMonth(month + months * count, { nth, of: 'day' }) + time
  }
  if (rules.length === 1) return dayInMonth(month + months * count, rules[0]!) + time
  const size = rules.length
  const day = (index: number) => {
    const at = Math.floor(index / size)
    return dayInMonth(at, rules[index - at * size]!)
  }
  let index = (month - 1) * size
  while (Math.abs(day(index + 1) - today) <= Math.abs(day(index) - today)) index++
  return day(index + months * count) + time
}

const ordinals = new Map([
  [1, '1st'],
  [2, '2nd'],
  [3, '3rd'],
  [21, '21st'],
  [22, '22nd'],
  [23, '23rd'],
  [31, '31st'],
])
const ordinal = (nth: number) => (nth < 0 ? 'last' : (ordinals.get(nth) ?? `${nth}th`))

/** The most that a month always has, of days that are counted. */
const most = (of: DayOfMonth['of']) => (of === 'day' ? 31 : of === 'bd' ? 20 : 4)

/**
 * Reads words such as `end`, `15th`, `last bd`, `1st bd`, `3rd fri`, one rule or several.
 *
 * @returns the rules, rising; undefined if they say something else
 */
export function monthRules(words: readonly string[]): readonly DayOfMonth[] | undefined {
  const rules: DayOfMonth[] = []
  for (let i = 0; i < words.length; i++) {
    if (words[i] === 'end') {
      rules.push({ nth: -1, of: 'day' })
      continue
    }
    const nth = words[i] === 'last' ? -1 : Number.parseInt(words[i]!, 10)
    if (words[i] !== ordinal(nth)) return undefined
    const next = words[i + 1]
    const weekday = next?.includes('-') ? undefined : weekdaysIn(next ?? '')?.[0]
    const of = next === 'bd' ? 'bd' : (weekday ?? 'day')
    if (of !== 'day') i++
    if (nth === 0 || nth > most(of) || (nth < 0 && of === 'day')) return undefined
    rules.push({ nth, of })
  }
  // In a month that begins with a Sunday, so that rules which differ in it differ in most.
  const inOrder = (rule: DayOfMonth) => dayInMonth(monthOf(Date.UTC(2023, 9)), rule)
  return rules.sort((a, b) => inOrder(a) - inOrder(b))
}

/** The words that `monthRules` reads as these rules. */
export const monthRuleWords = (rules: readonly DayOfMonth[]): string =>
  rules
    .map(({ nth, of }) => {
      if (of === 'day') return nth < 0 ? 'end' : ordinal(nth)
      return `${ordinal(nth)} ${of === 'bd' ? 'bd' : weekdayWords([of])}`
    })
    .join(' ')

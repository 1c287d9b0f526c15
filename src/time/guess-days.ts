import { type Calendar, median, stepsOf } from './guess-steps.ts'
import { dayMs, weekdayOf, weekdayWords } from './week.ts'

/** Days since 1970 on which local times fall, each once, rising. */
export function datesOf(local: Float64Array): Float64Array {
  const dates: number[] = []
  for (const time of local) {
    const date = Math.floor(time / dayMs)
    if (date !== dates.at(-1)) dates.push(date)
  }
  return Float64Array.from(dates)
}

/**
 * The weekdays that have rows, Monday 0, if some have none: each of the others has hardly any, at least twice in a row,
 * or a weekend once.
 *
 * @param dates days since 1970, rising
 */
export function usualWeekdays(dates: Float64Array): readonly number[] | undefined {
  const first = dates[0]!
  const span = dates[dates.length - 1]! - first + 1
  const counts = new Float64Array(7)
  for (const date of dates) counts[weekdayOf(date * dayMs)]!++
  const used: number[] = []
  const rest: number[] = []
  let leastSeen = Number.POSITIVE_INFINITY
  for (let day = 0; day < 7; day++) {
    const possible = Math.floor((span + 6 - ((day - weekdayOf(first * dayMs) + 7) % 7)) / 7)
    const count = counts[day]!
    if (count * 2 >= possible) used.push(day)
    else if (count === 0 || (count === 1 && possible >= 4) || count <= 0.05 * possible) {
      rest.push(day)
      leastSeen = Math.min(leastSeen, possible)
    } else return undefined
  }
  const weekend = rest.length === 2 && rest[0] === 5
  return rest.length === 0 || used.length === 0 || leastSeen < (weekend ? 1 : 2) ? undefined : used
}

/** Five days in a row, such as Monday to Friday or Sunday to Thursday. */
const isBusinessWeek = (days: readonly number[]) => /^\w+-\w+$/.test(weekdayWords(days)) && days.length === 5

/** The cadence of rows that are at most one a day, and less than a month apart. */
export function guessDays(local: Float64Array): Calendar | undefined {
  const dates = datesOf(local)
  // Several rows on a day are events, not days.
  if (dates.length < 0.98 * local.length) return undefined
  const steps = stepsOf(dates)
  const usual = median(steps)
  const days = usual < 7 ? usualWeekdays(dates) : undefined
  if (days && days.length > 1) return onWeekdays(dates, days)
  if (!atOneTime(local, usual)) return undefined
  const off = (days: number) => steps.filter((step) => step % days !== 0).length
  const mean = Math.round(
    (dates[dates.length - 1]! - dates[0]!) / steps.reduce((sum, step) => sum + whole(step, usual), 0),
  )
  const length = off(usual) <= 0.1 * steps.length ? usual : mean
  const cadence = length % 7 === 0 ? `${length / 7}w` : `${length}d`
  if (off(length) * 2 < steps.length) return { cadence, exceptions: off(length), notes: [] }
  const near = steps.filter((step) => Math.abs(step - whole(step, length) * length) <= 0.3 * length)
  if (near.length < 0.9 * steps.length) return undefined
  return { cadence, exceptions: 0, notes: [`rows are about ${cadence} apart; each belongs to the nearest step`] }
}

const whole = (step: number, one: number) => Math.max(1, Math.round(step / one))

/** Whether the usual step is of whole days, as far as a row a little early or late can tell. */
function atOneTime(local: Float64Array, days: number): boolean {
  return Math.abs(median(stepsOf(local)) - days * dayMs) <= 0.1 * dayMs
}

const dayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

const listed = (names: readonly string[]) => names.join(' and ').replace(/ and (?=.* and )/g, ', ')

function onWeekdays(dates: Float64Array, days: readonly number[]): Calendar {
  const others = dates.filter((date) => !days.includes(weekdayOf(date * dayMs)))
  const words = weekdayWords(days)
  const cadence = isBusinessWeek(days) ? `1bd${words === 'mon-fri' ? '' : ` ${words}`}` : `1d ${words}`
  const rest = dayNames.filter((_, day) => !days.includes(day)).map((name) => `${name}s`)
  const notes = [rest.length > 3 ? `rows are on ${words} only` : `no rows on ${listed(rest)}: steps pass over them`]
  if (others.length > 0) {
    const example = new Date(others[0]! * dayMs).toISOString().slice(0, 10)
    notes.push(
      others.length === 1
        ? `one row is on another day: ${dayNames[weekdayOf(others[0]! * dayMs)]} ${example}`
        : `${others.length} rows are on other days, the first on ${example}`,
    )
  }
  return { cadence, exceptions: others.length, notes }
}

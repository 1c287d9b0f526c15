import { formatDuration } from './duration.ts'
import { datesOf, usualWeekdays } from './guess-days.ts'
import { type Calendar, stepsOf } from './guess-steps.ts'
import { sessionWords } from './sessions.ts'
import { dayMs, weekdayOf, weekMs } from './week.ts'

const minuteMs = 60_000
const allDays = [0, 1, 2, 3, 4, 5, 6]
/** At fewer days a pause is not known to repeat. */
const fewestDates = 3
/** A weekday has hours of its own only if it has been seen so often. */
const fewestOfWeekday = 3
/** At fewer days a row that is often missing looks like an odd one. */
const fewestWithGaps = 8
/** Opening hours take at most this number of words. */
const mostWords = 24
/** Rows at other hours, such as a short day's. */
const mostExceptions = 0.05

/**
 * Opening hours or trading sessions: rows within the day that are at the same times of day, on the same weekdays, and
 * pause in between.
 *
 * @param ms the usual step
 */
export function guessSessions(local: Float64Array, ms: number): Calendar | undefined {
  const dates = datesOf(local)
  if (ms < 1000 || ms >= dayMs || dates.length < fewestDates) return undefined
  if (hardlyEverPauses(local, ms, dates.length)) return undefined
  const days = usualWeekdays(dates) ?? allDays
  const counts = countsOf(local, ms)
  if (counts === undefined) return undefined
  const daysOf = new Float64Array(7)
  for (const date of dates) daysOf[weekdayOf(date * dayMs)]!++

  const pooled = hoursOf(counts, daysOf, days)
  const alike = days.every((day) => daysOf[day]! < fewestOfWeekday || hasHours(counts, day, daysOf[day]!, pooled))
  const hours = days.map((day) => {
    const own = alike || daysOf[day]! < fewestOfWeekday ? pooled : hoursOf(counts, daysOf, [day])
    return [day, own] as const
  })
  return onHours(local, ms, counts, hours)
}

/** Whether a weekday has rows at nearly all of these times, and at hardly any other. */
function hasHours({ unit, rows }: Counts, day: number, dates: number, times: readonly number[]): boolean {
  const own = (time: number) => rows[(time / unit) * 7 + day]!
  let others = 0
  for (let at = day; at < rows.length; at += 7) if (rows[at]! * 2 >= dates) others++
  for (const time of times) if (own(time) * 2 >= dates) others--
  const empty = times.filter((time) => own(time) === 0).length
  return Math.max(empty, others) <= 0.02 * times.length
}

/** The calendar of these times of day by weekday, if nearly all rows are on it. */
function onHours(
  local: Float64Array,
  usual: number,
  counts: Counts,
  hours: readonly (readonly [day: number, times: readonly number[]])[],
): Calendar | undefined {
  const slots = hours.flatMap(([day, times]) => times.map((time) => day * dayMs + time))
  slots.sort((a, b) => a - b)
  const onSlots = slots.reduce(
    (sum, slot) => sum + counts.rows[((slot % dayMs) / counts.unit) * 7 + Math.floor(slot / dayMs)]!,
    0,
  )
  const exceptions = local.length - onSlots
  if (slots.length === 0 || exceptions > mostExceptions * local.length || hardlyPauses(slots, usual)) return undefined
  // Without a step that most slots keep, the least between two of them is the step.
  const gaps = stepsOf(Float64Array.from(slots))
  const ms = shareOf(gaps, usual) >= 0.5 ? usual : Math.min(usual, ...gaps)
  const words = sessionWords({ ms, slots })
  if (words.split(' ').length > mostWords) return undefined
  const notes = [`rows are at ${words} only: steps pass over other times`]
  if (exceptions > 0) notes.push(`${exceptions} of ${local.length} rows are at other times`)
  return { cadence: `${formatDuration({ kind: 'fixed', ms })} ${words}`, exceptions, notes }
}

/** Whether nearly all steps are the usual one, and fill the week. */
function hardlyPauses(slots: readonly number[], ms: number): boolean {
  const others = slots.filter((slot, i) => (slots[i + 1] ?? slots[0]! + weekMs) - slot !== ms).length
  return others <= 0.02 * slots.length && slots.length * ms > 0.97 * weekMs
}

/** Rows by time of day and weekday. */
interface Counts {
  /** Between two times of day, in milliseconds. */
  readonly unit: number
  /** Shape [times of day × 7]. */
  readonly rows: Float64Array
}

/** Undefined if the times of day are too many to be opening hours. */
function countsOf(local: Float64Array, ms: number): Counts | undefined {
  // Times that are not whole minutes of a minute or more are early or late by seconds.
  const fine = ms < minuteMs ? 1000 : minuteMs
  const unit = local.every((time) => time % fine === 0) ? fine : ms
  if (dayMs % unit !== 0) return undefined
  const most = Math.max(1440, dayMs / ms)
  const rows = new Float64Array((7 * dayMs) / unit)
  let used = 0
  for (const time of local) {
    const number = Math.round(time / unit)
    const ofDay = number - Math.floor(number / (dayMs / unit)) * (dayMs / unit)
    const at = ofDay * 7 + weekdayOf(number * unit)
    if (rows[at] === 0) used++
    rows[at]!++
  }
  return used > 7 * most ? undefined : { unit, rows }
}

const shareOf = (steps: Float64Array, one: number) => steps.filter((step) => step === one).length / steps.length

/**
 * Times of day that at least every other day of these weekdays has, and those between them that at least every fourth
 * has, since a row can be missing when nothing happens.
 */
function hoursOf({ unit, rows }: Counts, daysOf: Float64Array, days: readonly number[]): readonly number[] {
  const dates = days.reduce((total, day) => total + daysOf[day]!, 0)
  const times: number[] = []
  let between: number[] = []
  for (let i = 0; i * 7 < rows.length; i++) {
    let count = 0
    for (const day of days) count += rows[i * 7 + day]!
    if (count > 0 && count * 2 >= dates) {
      if (times.length > 0) times.push(...between)
      between = []
      times.push(i * unit)
    } else if (dates >= fewestWithGaps && count * 4 >= dates) between.push(i * unit)
  }
  return times
}

/** Whether rows pause on hardly any day, as without opening hours. */
function hardlyEverPauses(local: Float64Array, ms: number, dates: number): boolean {
  let pauses = 0
  for (let i = 1; i < local.length; i++) if (Math.abs(local[i]! - local[i - 1]! - ms) > 0.25 * ms) pauses++
  return pauses < 0.1 * dates
}

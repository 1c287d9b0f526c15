import { toLocal, type Zone } from '../../src/time/zone.ts'
import { dayMs } from './format.ts'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

/** A time as the step between rows suits: a year, a month, a day, or a day and a time of day; in UTC without a zone. */
export function moment(time: number, zone: Zone | undefined, step: number): string {
  if (!Number.isFinite(time)) return '–'
  const date = new Date(toLocal(time, zone))
  const year = String(date.getUTCFullYear())
  if (step >= 360 * dayMs && (isFirstDay(date) || isLastDay(date))) return year
  if (step >= 28 * dayMs) return `${months[date.getUTCMonth()]} ${year}`
  return [`${dayOf(date)} ${year}`, ...clockOf(date, step)].join(' ')
}

/** The same without the year if there is a day, and without the day if there are seconds; for a headline. */
export function shortMoment(time: number, zone: Zone | undefined, step: number): string {
  if (!Number.isFinite(time) || step >= 28 * dayMs) return moment(time, zone, step)
  const date = new Date(toLocal(time, zone))
  return step < 60_000 ? clockOf(date, step).join() : [dayOf(date), ...clockOf(date, step)].join(' ')
}

const dayOf = (date: Date) => `${weekdays[date.getUTCDay()]} ${date.getUTCDate()} ${months[date.getUTCMonth()]}`

const clockOf = (date: Date, step: number): string[] =>
  step >= dayMs ? [] : [date.toISOString().slice(11, step >= 60_000 ? 16 : step >= 1000 ? 19 : 23)]

const isFirstDay = (date: Date) => date.getUTCMonth() === 0 && date.getUTCDate() === 1
const isLastDay = (date: Date) => date.getUTCMonth() === 11 && date.getUTCDate() === 31

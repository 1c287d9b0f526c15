import { addMonths, type DayOfMonth, monthOf, monthRules, monthRuleWords } from './month-days.ts'
import { type Sessions, sessionSlots, sessionWords, slotNear, slotsInDay } from './sessions.ts'
import { dayMs, slotAt, timeOfSlot, weekdaysIn, weekdayWords, weekMs } from './week.ts'
import { fromLocal, toLocal, type Zone, zoneOf } from './zone.ts'

/** A number of milliseconds. */
export interface Fixed {
  readonly kind: 'fixed'
  readonly ms: number
}

/** Months of the calendar; `rules` are the days of them, if they are not that of the first time. */
export interface Months {
  readonly kind: 'months'
  readonly months: number
  readonly rules: readonly DayOfMonth[]
}

/** Days that are on some weekdays only. Business days are Monday to Friday by default. */
export interface Weekdays {
  readonly kind: 'weekdays'
  readonly days: number
  /** The weekdays as times in the week, in milliseconds from Monday, rising. */
  readonly slots: readonly number[]
  /** Whether they are business days, on which prices change. */
  readonly business: boolean
}

/**
 * The length of a step: fixed in milliseconds, of the calendar in months, from weekday to weekday, or from slot to slot
 * of opening hours. Days, weekdays and hours are those of the zone, or of UTC.
 */
export type Duration = (Fixed | Months | Weekdays | ({ readonly kind: 'sessions' } & Sessions)) & {
  readonly zone?: Zone
}

const businessDays = [0, 1, 2, 3, 4]

type Unit = Fixed | Months | { readonly kind: 'businessDays' }

/** The units of a duration as written, shortest first. */
const units: Record<string, Unit> = {
  ms: { kind: 'fixed', ms: 1 },
  s: { kind: 'fixed', ms: 1000 },
  min: { kind: 'fixed', ms: 60_000 },
  h: { kind: 'fixed', ms: 3_600_000 },
  d: { kind: 'fixed', ms: dayMs },
  w: { kind: 'fixed', ms: weekMs },
  mo: { kind: 'months', months: 1, rules: [] },
  y: { kind: 'months', months: 12, rules: [] },
  bd: { kind: 'businessDays' },
}

const longestYears = 100

const form = /^(\d{1,9})\s*([a-z]+)((?:\s+\S+)*)$/

/**
 * Forms of a duration, for messages about a text that cannot be read: with words if only the words after its number and
 * unit do not fit.
 */
export function durationForms(text: string): string {
  const [, digits, unit] = form.exec(text.trim()) ?? []
  if (!(Number(digits) > 0 && unit !== undefined && Object.hasOwn(units, unit)))
    return '1d, 12h, 5min, 1w, 1mo, 1y or 1bd (business day)'
  if (withWords(units[unit]!, Number(digits), []) === undefined) return `${longestYears}y, which is the longest`
  return '1d mon-sat, 1bd sun-thu, 1mo end, 1mo 15th, 1mo last bd, 1mo 3rd fri or 1h 09:30-15:30 mon-fri, with a zone such as +09:00 or Europe/Berlin at the end if it is not UTC'
}

/**
 * Reads a duration: a number and a unit, such as `1d`, `15min`, `3mo` or `1bd`. Words behind it say which days or hours
 * the steps are on: `1d mon-sat`, `1bd sun-thu`, `1mo end`, `1mo 15th`, `1mo last bd`, `1mo 3rd fri`,
 * `1h 09:30-15:30 mon-fri` (times of the first and the last row of a day). The last word can be an offset or a zone, in
 * which days begin and times are written: `1d +09:00`, `1bd Europe/Berlin`.
 *
 * @throws RangeError if the text is not a positive whole number with a unit, or the words do not fit it
 * @example parseDuration('15min') // { kind: 'fixed', ms: 900000 }
 */
export function parseDuration(text: string): Duration {
  const [, digits, unit = '', rest = ''] = form.exec(text.trim()) ?? []
  const words = rest.split(/\s+/).slice(1)
  const zone = /^[A-Z+-]/.test(words.at(-1) ?? '') ? knownZone(words.pop()!) : undefined
  const count = Number(digits)
  const duration =
    count > 0 && Object.hasOwn(units, unit) && zone !== null ? withWords(units[unit]!, count, words) : undefined
  if (duration === undefined) throw new RangeError(`expected a duration such as ${durationForms(text)}, got "${text}"`)
  return zone ? { ...duration, zone } : duration
}

/** Null if the name is not that of a zone. */
function knownZone(name: string): Zone | null {
  try {
    return zoneOf(name)
  } catch {
    return null
  }
}

/** Undefined if it is too long, or the words do not fit. */
function withWords(one: Unit, count: number, words: readonly string[]): Duration | undefined {
  const length = one.kind === 'months' ? one.months * 30.5 : one.kind === 'fixed' ? one.ms / dayMs : 1
  if (length * count > longestYears * 366) return undefined
  if (one.kind === 'months') {
    const months = one.months * count
    const rules = monthRules(words)
    return rules && (rules.length < 2 || months === 1) ? { kind: 'months', months, rules } : undefined
  }
  const business = one.kind === 'businessDays'
  if (!business && words.length === 0) return { kind: 'fixed', ms: one.ms * count }
  if (!business && one.ms < dayMs) {
    const slots = sessionSlots(one.ms * count, words)
    return slots && { kind: 'sessions', ms: one.ms * count, slots }
  }
  const days = words.length === 0 ? [businessDays] : words.map(weekdaysIn)
  if (days.includes(undefined) || (!business && one.ms !== dayMs)) return undefined
  const slots = [...new Set(days.flatMap((some) => some!))].sort((a, b) => a - b).map((day) => day * dayMs)
  if (slots.length === 7) return { kind: 'fixed', ms: dayMs * count }
  return { kind: 'weekdays', days: count, slots, business }
}

/** The shortest text that `parseDuration` reads as this duration. */
export function formatDuration(duration: Duration): string {
  return [...wordsOf(duration), duration.zone?.name].filter(Boolean).join(' ')
}

function wordsOf(duration: Duration): string[] {
  if (duration.kind === 'months') {
    const { months, rules } = duration
    return [months % 12 === 0 ? `${months / 12}y` : `${months}mo`, monthRuleWords(rules)]
  }
  if (duration.kind === 'weekdays') {
    const words = weekdayWords(duration.slots.map((slot) => slot / dayMs))
    return duration.business ? [`${duration.days}bd`, words === 'mon-fri' ? '' : words] : [`${duration.days}d`, words]
  }
  return [lengthText(duration.ms), duration.kind === 'sessions' ? sessionWords(duration) : '']
}

function lengthText(ms: number): string {
  for (const [unit, size] of [
    ['w', weekMs],
    ['d', dayMs],
    ['h', 3_600_000],
    ['min', 60_000],
    ['s', 1000],
  ] as const) {
    if (ms % size === 0) return `${ms / size}${unit}`
  }
  return `${ms}ms`
}

/** The zone of a cadence; undefined for UTC. */
export const zoneIn = (cadence: string | undefined): Zone | undefined =>
  cadence === undefined ? undefined : parseDuration(cadence).zone

/**
 * The time `count` steps after `time`, or before it if `count` is negative. Months keep the day of the month if it
 * exists, else take the last day; count from one anchor, so that January 31 becomes March 31 again. A step from a time
 * between two steps, such as a Saturday in business days, starts at the step before; from a day of a month that is not
 * the one of its rule, at that one.
 */
export function addSteps(time: number, duration: Duration, count: number): number {
  const { zone } = duration
  if (duration.kind === 'fixed' && !(zone?.changes && duration.ms % dayMs === 0)) return time + duration.ms * count
  return fromLocal(addLocally(toLocal(time, zone), duration, count), zone)
}

function addLocally(local: number, duration: Duration, count: number): number {
  if (duration.kind === 'fixed') return local + duration.ms * count
  if (duration.kind === 'months') return addMonths(local, duration.months, duration.rules, count)
  if (duration.kind === 'sessions') return timeOfSlot(slotNear(local, duration) + count, duration.slots)
  const timeOfDay = local - Math.floor(local / dayMs) * dayMs
  return timeOfSlot(slotAt(local, duration.slots) + count * duration.days, duration.slots) + timeOfDay
}

/** Number of steps from `from` to `to`; a fraction if `to` is off the grid. */
export function stepsBetween(from: number, to: number, duration: Duration): number {
  if (duration.kind === 'fixed' && !duration.zone?.changes) return (to - from) / duration.ms
  let low = Math.floor(
    duration.kind === 'sessions'
      ? slotAt(toLocal(to, duration.zone), duration.slots) - slotAt(toLocal(from, duration.zone), duration.slots)
      : (to - from) / (daysIn(duration) * dayMs),
  )
  while (addSteps(from, duration, low) > to) low--
  while (addSteps(from, duration, low + 1) <= to) low++
  const start = addSteps(from, duration, low)
  const end = addSteps(from, duration, low + 1)
  return low + (to - start) / (end - start)
}

/**
 * Whether a time belongs to the step at `after` rather than to the one `before`: to the nearer one, or of one day a
 * month, to that of its month.
 */
export function belongsToNext(time: number, before: number, after: number, duration: Duration): boolean {
  if (duration.kind !== 'months' || duration.months !== 1 || duration.rules.length !== 1)
    return time - before > after - time
  return monthOf(toLocal(time, duration.zone)) >= monthOf(toLocal(after, duration.zone))
}

/**
 * Whether steps pass over days or hours without rows. Holidays are not known, so a missing step is then no gap: the
 * next step is the next row.
 */
export const pauses = ({ kind }: Duration): boolean => kind === 'weekdays' || kind === 'sessions'

/** Whether steps are business days, as those of prices are. */
export const isBusiness = (duration: Duration): boolean => duration.kind === 'weekdays' && duration.business

/** A year has 365 days, 52 weeks or 252 business days; a month has 30 days or 21 business days. */
const yearDays = 365

/**
 * Length of a season in steps, rounded: a year of days is 365 steps, of months 12, of business days 252; a week of
 * business days is 5, and a day of opening hours as many steps as are in it.
 *
 * @throws RangeError if a text is not a duration, or the season is not longer than a step
 * @example stepsInSeason('1d', '1h') // 24
 */
export function stepsInSeason(season: string, cadence: string): number {
  const whole = parseDuration(season)
  const step = parseDuration(cadence)
  const steps = Math.round(stepsIn(whole, step))
  if (!(steps >= 2)) throw new RangeError(`expected a season longer than the cadence ${cadence}, got "${season}"`)
  return steps
}

function stepsIn(whole: Duration, step: Duration): number {
  if (step.kind === 'sessions') {
    if (whole.kind === 'fixed' && whole.ms < dayMs) return whole.ms / step.ms
    const days = daysIn(whole)
    return days < 7 ? days * slotsInDay(step) : Math.round(days / 7) * step.slots.length
  }
  if (step.kind === 'weekdays' && whole.kind !== 'weekdays') {
    const year = whole.kind === 'months' && step.slots.length === 5
    return (year ? whole.months * 21 : (daysIn(whole) * step.slots.length) / 7) / step.days
  }
  return daysIn(whole) / daysIn(step)
}

/** The mean length in days. */
function daysIn(duration: Duration): number {
  if (duration.kind === 'fixed') return duration.ms / dayMs
  if (duration.kind === 'weekdays') return (duration.days * 7) / duration.slots.length
  if (duration.kind === 'sessions') return 7 / duration.slots.length
  return (duration.months * yearDays) / 12 / Math.max(1, duration.rules.length)
}

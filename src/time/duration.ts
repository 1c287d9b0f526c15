/** The length of a step: fixed in milliseconds, of the calendar in months, or in business days (Monday to Friday). */
export type Duration =
  | { readonly kind: 'fixed'; readonly ms: number }
  | { readonly kind: 'months'; readonly months: number }
  | { readonly kind: 'businessDays'; readonly days: number }

export const dayMs = 86_400_000

/** The units of a duration as written, shortest first. */
const units: Record<string, Duration> = {
  ms: { kind: 'fixed', ms: 1 },
  s: { kind: 'fixed', ms: 1000 },
  min: { kind: 'fixed', ms: 60_000 },
  h: { kind: 'fixed', ms: 3_600_000 },
  d: { kind: 'fixed', ms: dayMs },
  w: { kind: 'fixed', ms: 7 * dayMs },
  mo: { kind: 'months', months: 1 },
  y: { kind: 'months', months: 12 },
  bd: { kind: 'businessDays', days: 1 },
}

/**
 * Reads a duration such as `1d`, `15min`, `3mo` or `1bd`.
 *
 * @throws RangeError if the text is not a positive whole number with a unit
 * @example parseDuration('15min') // { kind: 'fixed', ms: 900000 }
 */
export function parseDuration(text: string): Duration {
  const [, digits, unit] = /^(\d{1,9})\s*([a-z]+)$/.exec(text.trim()) ?? []
  const one = unit !== undefined && Object.hasOwn(units, unit) ? units[unit] : undefined
  const count = Number(digits)
  if (one === undefined || !(count > 0)) {
    throw new RangeError(`expected a duration such as 1d, 12h, 15min, 1w, 1mo, 1y or 1bd (business day), got "${text}"`)
  }
  if (one.kind === 'fixed') return { kind: 'fixed', ms: one.ms * count }
  if (one.kind === 'months') return { kind: 'months', months: one.months * count }
  return { kind: 'businessDays', days: count }
}

/** The shortest text that `parseDuration` reads as this duration. */
export function formatDuration(duration: Duration): string {
  if (duration.kind === 'businessDays') return `${duration.days}bd`
  if (duration.kind === 'months')
    return duration.months % 12 === 0 ? `${duration.months / 12}y` : `${duration.months}mo`
  const { ms } = duration
  for (const [unit, size] of [
    ['w', 7 * dayMs],
    ['d', dayMs],
    ['h', 3_600_000],
    ['min', 60_000],
    ['s', 1000],
  ] as const) {
    if (ms % size === 0) return `${ms / size}${unit}`
  }
  return `${ms}ms`
}

/**
 * The time `count` steps after `time`, or before it if `count` is negative, in UTC. Months keep the day of the month if
 * it exists, else take the last day; count from one anchor, so that January 31 becomes March 31 again. A business day
 * counted from a weekend starts on the Friday before.
 */
export function addSteps(time: number, duration: Duration, count: number): number {
  if (duration.kind === 'fixed') return time + duration.ms * count
  if (duration.kind === 'months') return addMonths(time, duration.months * count)
  return addBusinessDays(time, duration.days * count)
}

function addMonths(time: number, months: number): number {
  const date = new Date(time)
  const day = date.getUTCDate()
  date.setUTCDate(1)
  date.setUTCMonth(date.getUTCMonth() + months)
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
  date.setUTCDate(Math.min(day, last))
  return date.getTime()
}

/** Day of the week, Monday 0 … Sunday 6. 1970-01-01 was a Thursday. */
const weekday = (time: number) => (((Math.floor(time / dayMs) + 3) % 7) + 7) % 7

function addBusinessDays(time: number, days: number): number {
  const today = weekday(time)
  const overhang = Math.max(0, today - 4)
  // Counted from a Monday, five business days are always one week.
  const fromMonday = today - overhang + days
  const weeks = Math.floor(fromMonday / 5)
  return time + (weeks * 7 + (fromMonday - weeks * 5) - today) * dayMs
}

/** Number of steps from `from` to `to`; a fraction if `to` is off the grid. */
export function stepsBetween(from: number, to: number, duration: Duration): number {
  if (duration.kind === 'fixed') return (to - from) / duration.ms
  const guess =
    duration.kind === 'months'
      ? (to - from) / (30.436875 * dayMs * duration.months)
      : (to - from) / (1.4 * dayMs * duration.days)
  let low = Math.floor(guess) - 2
  while (addSteps(from, duration, low + 1) <= to) low++
  const start = addSteps(from, duration, low)
  const end = addSteps(from, duration, low + 1)
  return low + (to - start) / (end - start)
}

/** A year has 365 days, 52 weeks or 252 business days; a month has 30 days or 21 business days. */
const yearDays = 365

/**
 * Length of a season in steps, rounded: a year of days is 365 steps, of months 12, of business days 252; a week of
 * business days is 5.
 *
 * @throws RangeError if a text is not a duration, or the season is not longer than a step
 * @example stepsInSeason('1d', '1h') // 24
 */
export function stepsInSeason(season: string, cadence: string): number {
  const whole = parseDuration(season)
  const step = parseDuration(cadence)
  const steps = Math.round(
    step.kind === 'businessDays' && whole.kind !== 'businessDays'
      ? businessDaysIn(whole) / step.days
      : daysIn(whole) / daysIn(step),
  )
  if (!(steps >= 2)) throw new RangeError(`expected a season longer than the cadence ${cadence}, got "${season}"`)
  return steps
}

function daysIn(duration: Duration): number {
  if (duration.kind === 'fixed') return duration.ms / dayMs
  if (duration.kind === 'businessDays') return (duration.days * 7) / 5
  return (duration.months * yearDays) / 12
}

function businessDaysIn(duration: Duration): number {
  return duration.kind === 'months' ? duration.months * 21 : (daysIn(duration) * 5) / 7
}

const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

const isLeap = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

/** Days of the proleptic Gregorian calendar from 1970-01-01 to a date; NaN if the date does not exist. */
export function dayOf(year: number, month: number, day: number): number {
  if (month < 1 || month > 12 || day < 1) return Number.NaN
  if (day > (month === 2 && isLeap(year) ? 29 : monthDays[month - 1]!)) return Number.NaN
  // Years are counted from March, so that the end of February comes last.
  const y = month <= 2 ? year - 1 : year
  const m = month <= 2 ? month + 9 : month - 3
  const leapDays = Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400)
  return y * 365 + leapDays + Math.floor((m * 153 + 2) / 5) + day - 1 - 719_468
}

/** Days from 1970-01-01 to the `day`-th day of a year; NaN if it does not exist. */
export function dayOfYear(year: number, day: number): number {
  return day >= 1 && day <= (isLeap(year) ? 366 : 365) ? dayOf(year, 1, 1) + day - 1 : Number.NaN
}

/** Days from 1970-01-01 to a day of an ISO week, Monday 1 … Sunday 7; NaN if it does not exist. */
export function dayOfWeek(year: number, week: number, weekday: number): number {
  if (week < 1 || weekday < 1 || weekday > 7) return Number.NaN
  const first = firstMonday(year)
  return first + week * 7 - 7 < firstMonday(year + 1) ? first + week * 7 - 8 + weekday : Number.NaN
}

/** Days from 1970-01-01, a Thursday, to the Monday of the first ISO week: the one with January 4. */
function firstMonday(year: number): number {
  const fourth = dayOf(year, 1, 4)
  return fourth - ((((fourth + 3) % 7) + 7) % 7)
}

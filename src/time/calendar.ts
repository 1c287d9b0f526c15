import { cos, sin } from '../stats/elementary.ts'
import { dayMs } from './week.ts'

/** Mean length of a Gregorian year in days: the seasons keep to it, while calendar years differ by a day. */
const yearDays = 365.2425

/** The number of harmonics of each cycle. */
export interface Cycles {
  readonly day?: number
  readonly week?: number
  readonly year?: number
}

/** How many numbers `calendarWaves` writes. */
export const calendarWidth = ({ day = 0, week = 0, year = 0 }: Cycles) => 2 * (day + week + year)

/**
 * Writes the position in the day, the week (from Monday) and the year: for each harmonic k of a cycle sin(2πkp) and
 * cos(2πkp), where p is the fraction of the cycle that has passed, in UTC.
 *
 * @param time milliseconds since 1970
 * @param at index in `out` to begin at
 * @returns the index after the last number written
 */
export function calendarWaves(
  { day = 0, week = 0, year = 0 }: Cycles,
  time: number,
  out: Float64Array,
  at: number,
): number {
  const days = time / dayMs
  let next = at
  next = harmonics(days, day, out, next)
  // 1970-01-05 was a Monday.
  next = harmonics((days - 4) / 7, week, out, next)
  return harmonics(days / yearDays, year, out, next)
}

function harmonics(turns: number, count: number, out: Float64Array, at: number): number {
  const phase = 2 * Math.PI * (turns - Math.floor(turns))
  let next = at
  for (let k = 1; k <= count; k++) {
    out[next++] = sin(k * phase)
    out[next++] = cos(k * phase)
  }
  return next
}

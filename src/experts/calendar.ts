import { dayMs } from '../series/duration.ts'
import { cos, sin } from '../stats/elementary.ts'

const yearDays = 365.2425

/** Cycles of the calendar that a series may follow, and how many harmonics of each are shown. */
export interface Cycles {
  readonly day?: number
  readonly week?: number
  readonly year?: number
}

/** Numbers that `calendar` writes. */
export const calendarWidth = ({ day = 0, week = 0, year = 0 }: Cycles) => 2 * (day + week + year)

/** Writes sine and cosine of each harmonic of each cycle at a time (milliseconds since 1970, UTC) into `out` from `at` on. Returns the index after the last. */
export function calendar({ day = 0, week = 0, year = 0 }: Cycles, time: number, out: Float64Array, at: number): number {
  const days = time / dayMs
  let next = at
  next = harmonics(days, day, out, next)
  // Day 4 of the epoch was a Monday.
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

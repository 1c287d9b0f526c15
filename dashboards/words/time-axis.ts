import { fromLocal, toLocal, type Zone } from '../../src/time/zone.ts'
import { dayMs } from './format.ts'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const monthMs = 30.4375 * dayMs
const yearMs = 12 * monthMs
/** The first Monday of 1970, from which weeks are counted. */
const monday = 4 * dayMs

/** Possible distances between ticks in milliseconds. */
export const timeDistances: readonly number[] = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * 1000),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * 60_000),
  ...[1, 2, 3, 6, 12].map((hours) => hours * 3_600_000),
  ...[1, 2, 7, 14].map((days) => days * dayMs),
  ...[1, 2, 3, 6].map((count) => count * monthMs),
  ...[1, 2, 5, 10, 20, 50, 100].map((years) => years * yearMs),
]

/**
 * Ticks from `from` to `to`, one of the distances apart. They are aligned with the calendar, so that they keep their
 * places when the window moves.
 */
export function timeSplits(from: number, to: number, distance: number, zone: Zone | undefined): number[] {
  const [first, last] = [toLocal(from, zone), toLocal(to, zone)]
  const splits: number[] = []
  if (distance < 28 * dayMs) {
    const origin = distance < dayMs ? 0 : monday
    for (let wall = origin + Math.ceil((first - origin) / distance) * distance; wall <= last; wall += distance)
      splits.push(fromLocal(wall, zone))
    return splits
  }
  const step = Math.round(distance / monthMs)
  const begin = new Date(first)
  const month = 12 * (begin.getUTCFullYear() - 2000) + begin.getUTCMonth()
  const monthly = (index: number) => Date.UTC(2000, index * step)
  for (let i = Math.ceil(month / step); monthly(i) <= last; i++) {
    if (monthly(i) >= first) splits.push(fromLocal(monthly(i), zone))
  }
  return splits
}

/**
 * Labels of time ticks, as precise as their distance requires. A second line adds what the first leaves out, if it
 * changes: the year below days and months, the day below hours.
 */
export function timeTicks(ticks: readonly number[], distance: number, zone: Zone | undefined): string[] {
  let before = ''
  return ticks.map((tick) => {
    const date = new Date(toLocal(tick, zone))
    const day = `${date.getUTCDate()} ${months[date.getUTCMonth()]}`
    const year = String(date.getUTCFullYear())
    if (distance >= 360 * dayMs) return year
    const [word, rest] =
      distance >= 28 * dayMs
        ? [months[date.getUTCMonth()]!, year]
        : distance >= dayMs
          ? [day, year]
          : [date.toISOString().slice(11, distance >= 60_000 ? 16 : 19), `${day} ${year}`]
    const line = rest === before ? word : `${word}\n${rest}`
    before = rest
    return line
  })
}

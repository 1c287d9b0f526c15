import { dayMs } from './format.ts'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/**
 * Words for the ticks of a time axis, as fine as their distance asks for; a second line says what they leave out where that changes: the year
 * under days and months, the day under hours.
 */
export function timeTicks(ticks: readonly number[], distance: number, zone: string): string[] {
  let said = ''
  return ticks.map((tick) => {
    const date = new Date(zone === 'utc' ? tick : tick - new Date(tick).getTimezoneOffset() * 60_000)
    const day = `${date.getUTCDate()} ${months[date.getUTCMonth()]}`
    const year = String(date.getUTCFullYear())
    if (distance >= 360 * dayMs) return year
    const [word, rest] =
      distance >= 28 * dayMs
        ? [months[date.getUTCMonth()]!, year]
        : distance >= dayMs
          ? [day, year]
          : [date.toISOString().slice(11, distance >= 60_000 ? 16 : 19), `${day} ${year}`]
    const line = rest === said ? word : `${word}\n${rest}`
    said = rest
    return line
  })
}

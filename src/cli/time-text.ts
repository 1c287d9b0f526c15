import { toLocal, type Zone } from '../time/zone.ts'

const dayMs = 86_400_000
const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/**
 * Makes the text of times, as exact as their steps need: `2016`, `Q1 2016`, `Jan 2016`, `Fri 1 Jan 2016`, and with a
 * time of day if there are several in a day. Texts of the same form are equally long.
 *
 * @param times rising, in milliseconds since 1970, several steps of the series
 * @param zone of the series, whose clocks are shown; UTC by default
 */
export function timeText(times: readonly number[], zone?: Zone): (time: number) => string {
  const local = times.filter(Number.isFinite).map((time) => toLocal(time, zone))
  const dates = local.map((time) => new Date(time))
  const all = (is: (date: Date) => boolean) => dates.every(is)
  const step = local.slice(1).reduce((least, time, i) => Math.min(least, time - local[i]!), Number.POSITIVE_INFINITY)
  const firsts = all((date) => date.getTime() % dayMs === 0 && date.getUTCDate() === 1)
  const form = !all((date) => date.getTime() % 1000 === 0)
    ? 'milliseconds'
    : !all((date) => date.getTime() % 60_000 === 0)
      ? 'seconds'
      : !all((date) => date.getTime() % dayMs === 0) && step < dayMs
        ? 'minutes'
        : firsts && step >= 365 * dayMs && all((date) => date.getUTCMonth() === 0)
          ? 'year'
          : firsts && step >= 89 * dayMs && step < 93 * dayMs && all((date) => date.getUTCMonth() % 3 === 0)
            ? 'quarter'
            : firsts && step >= 28 * dayMs
              ? 'month'
              : 'day'
  return (time) => {
    if (Number.isNaN(time)) return '–'
    const date = new Date(toLocal(time, zone))
    const year = String(date.getUTCFullYear())
    if (form === 'year') return year
    if (form === 'quarter') return `Q${date.getUTCMonth() / 3 + 1} ${year}`
    const month = `${months[date.getUTCMonth()]} ${year}`
    if (form === 'month') return month
    const day = `${days[date.getUTCDay()]} ${String(date.getUTCDate()).padStart(2)} ${month}`
    if (form === 'day') return day
    return `${day} ${date.toISOString().slice(11, form === 'minutes' ? 16 : form === 'seconds' ? 19 : 23)}`
  }
}

import { dayMs } from './week.ts'
import { fromLocal, toLocal, type Zone, zoneOf } from './zone.ts'

/** Public holidays as data, which can be sent to a thread. */
export interface Holidays {
  /** IANA zone of the days, or an offset; UTC by default. */
  readonly zone?: string | undefined
  /** Days since 1970-01-01. */
  readonly days: readonly number[]
  /** The name of each of these days; absent if they are not known. */
  readonly names?: readonly string[] | undefined
}

/** A public holiday in time, in milliseconds since 1970. */
export interface Holiday {
  readonly from: number
  /** The end of the day. */
  readonly to: number
  readonly name: string
}

/** Which days are public holidays, by the local date. */
export class HolidayDays {
  private readonly days: ReadonlySet<number>
  private readonly zone: Zone | undefined

  constructor({ days, zone = 'UTC' }: Holidays) {
    this.days = new Set(days)
    this.zone = zone === 'UTC' ? undefined : zoneOf(zone)
  }

  /** 1 at a time on a holiday, else 0; NaN if the time is unknown. */
  at(time: number): number {
    if (Number.isNaN(time)) return Number.NaN
    return this.days.has(Math.floor(toLocal(time, this.zone) / dayMs)) ? 1 : 0
  }
}

/** The holidays of the days from that of one time to that of another, the earliest first. */
export function holidaysBetween({ days, names, zone = 'UTC' }: Holidays, first: number, last: number): Holiday[] {
  const clocks = zone === 'UTC' ? undefined : zoneOf(zone)
  const dayOf = (time: number) => Math.floor(toLocal(time, clocks) / dayMs)
  const [begin, end] = [dayOf(first), dayOf(last)]
  const found: Holiday[] = []
  for (const [i, day] of days.entries()) {
    if (day < begin || day > end) continue
    const [from, to] = [fromLocal(day * dayMs, clocks), fromLocal((day + 1) * dayMs, clocks)]
    found.push({ from, to, name: names?.[i] ?? 'public holiday' })
  }
  return found.sort((a, b) => a.from - b.from)
}

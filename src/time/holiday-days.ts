import { toLocal, type Zone, zoneOf } from './zone.ts'

/** Public holidays as data, which can be sent to a thread. */
export interface Holidays {
  /** IANA zone of the days, or an offset; UTC by default. */
  readonly zone?: string | undefined
  /** Days since 1970-01-01. */
  readonly days: readonly number[]
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
    return this.days.has(Math.floor(toLocal(time, this.zone) / 86_400_000)) ? 1 : 0
  }
}

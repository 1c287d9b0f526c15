import { DataError } from '../errors.ts'
import type { Observation } from '../series/observation.ts'
import { addSteps, type Duration, parseDuration } from '../time/duration.ts'
import { fromLocal, toLocal, type Zone, zoneOf } from '../time/zone.ts'

/** How the rows of each period become one. */
export interface Periods {
  /** The length of a period: `1d`, `1h`, `1w`, `1mo`. Days, weeks and months begin as those of the calendar. */
  readonly every: string
  /** The number made of their values; covariates are averaged in either case. */
  readonly take: 'sum' | 'mean'
  /** Zone of the calendar if the duration names none; UTC if undefined. */
  readonly zone?: string | undefined
}

/** Periods of a series at most: a shorter period than is meant takes all memory. */
const mostPeriods = 5_000_000
/** Periods without rows in a row, at most, unless there were others a tenth as long. */
const plausibleGap = 1000
const monthMs = 30.4 * 86_400_000
/** 1970-01-05 was a Monday. */
const monday = 4 * 86_400_000

/** Whether a text is a duration that rows can be put together by, which has no days or hours without rows. */
export function isPeriod(text: string): boolean {
  try {
    const { kind } = parseDuration(text)
    return kind === 'fixed' || kind === 'months'
  } catch {
    return false
  }
}

/**
 * Puts the rows of each period together, in any order and for each series on its own. A sum of a period without rows is
 * zero; a mean of none is left out. Missing values are passed over. Browser-safe.
 */
export class PeriodRows {
  /** Rows that were put together. */
  count = 0
  /** Periods without rows that were made. */
  filled = 0
  /** Periods of all series. */
  private made = 0
  private readonly take: Periods['take']
  private readonly duration: Duration
  private readonly zone: Zone | undefined
  private readonly series = new Map<readonly string[] | undefined, Map<number, Sums>>()

  constructor({ every, take, zone }: Periods) {
    this.take = take
    this.duration = parseDuration(every)
    this.zone = this.duration.zone ?? (zone === undefined || zone === 'UTC' ? undefined : zoneOf(zone))
  }

  add({ time, key, values, covariates = [], known, elsewhere, row }: Observation): void {
    this.count++
    const begin = this.beginOf(time)
    const periods = this.series.get(key) ?? new Map<number, Sums>()
    this.series.set(key, periods)
    let sums = periods.get(begin)
    if (!sums) {
      sums = {
        values: new Mean(values.length),
        covariates: new Mean(covariates.length),
        known: known && new Mean(known.length),
        elsewhere: elsewhere && new Mean(elsewhere.length),
        row,
      }
      periods.set(begin, sums)
    }
    sums.values.add(values)
    sums.covariates.add(covariates)
    sums.known?.add(known!)
    sums.elsewhere?.add(elsewhere!)
  }

  /**
   * One observation for each period, at its beginning: those of each series in order of time. Its row is the first of
   * the period, or of the one before it that has any: the rows are counted already.
   */
  observations(): Observation[] {
    const { take } = this
    const begins = Array.from(this.series.values(), (periods) => this.begins([...periods.keys()]))
    return [...this.series].flatMap(([key, periods], i) => {
      const [first] = periods.values()
      let row: Observation['row']
      return begins[i]!.map((time): Observation => {
        const sums = periods.get(time)
        if (sums) row = sums.row
        else this.filled++
        const values = sums ? sums.values.result(take) : new Float64Array(first!.values.size)
        const covariates = sums ? sums.covariates.result('mean') : first!.covariates.none()
        const known = sums ? sums.known?.result('mean') : first!.known?.none()
        const elsewhere = sums ? sums.elsewhere?.result(take) : first!.elsewhere?.none()
        return { time, values, covariates, known, elsewhere, row, ...(key && { key }) }
      })
    })
  }

  /**
   * The beginnings of all periods from the first to the last; only those with rows for a mean, and beside a gap that is
   * not plausible: one row of a wrong year would make millions of zeros.
   */
  private begins(known: number[]): number[] {
    known.sort((a, b) => a - b)
    if (this.take === 'mean') return known
    const { duration } = this
    const ms = duration.kind === 'months' ? duration.months * monthMs : (duration as { ms: number }).ms
    const gaps = known.slice(1).map((time, i) => (time - known[i]!) / ms)
    const longest = gaps.reduce((most, gap) => (gap <= plausibleGap ? Math.max(most, gap) : most), 0)
    const most = Math.max(plausibleGap, 10 * longest)
    const all: number[] = []
    let from = 0
    for (let i = 0; i < known.length; i++) {
      if (i < gaps.length && gaps[i]! <= most) continue
      this.fill(known[from]!, known[i]!, all)
      from = i + 1
    }
    return all
  }

  /** Adds the beginnings of the periods from one to another. */
  private fill(from: number, to: number, all: number[]): void {
    const local = toLocal(from, this.zone)
    const { zone: _, ...step } = this.duration
    for (let i = 0, time = from; time <= to; time = fromLocal(addSteps(local, step, ++i), this.zone)) {
      if (++this.made > mostPeriods)
        throw new DataError(`expected at most ${mostPeriods} periods, got more; name a longer one`)
      all.push(time)
    }
  }

  private beginOf(time: number): number {
    const { duration, zone } = this
    const local = toLocal(time, zone)
    if (duration.kind === 'months') {
      const date = new Date(local)
      const month = date.getUTCFullYear() * 12 + date.getUTCMonth()
      const first = month - (((month % duration.months) + duration.months) % duration.months)
      return fromLocal(Date.UTC(Math.floor(first / 12), ((first % 12) + 12) % 12), zone)
    }
    const { ms } = duration as { ms: number }
    const anchor = ms % (7 * 86_400_000) === 0 ? monday : 0
    return fromLocal(Math.floor((local - anchor) / ms) * ms + anchor, zone)
  }
}

interface Sums {
  readonly values: Mean
  readonly covariates: Mean
  readonly known: Mean | undefined
  readonly elsewhere: Mean | undefined
  /** The first row. */
  readonly row: Observation['row']
}

/** Sums and counts of some numbers; NaN is passed over. */
class Mean {
  readonly size: number
  private readonly sums: Float64Array
  private readonly counts: Float64Array

  constructor(size: number) {
    this.size = size
    this.sums = new Float64Array(size)
    this.counts = new Float64Array(size)
  }

  add(values: ArrayLike<number>): void {
    for (let i = 0; i < values.length; i++) {
      if (Number.isNaN(values[i]!)) continue
      this.sums[i]! += values[i]!
      this.counts[i]!++
    }
  }

  none(): Float64Array {
    return new Float64Array(this.size).fill(Number.NaN)
  }

  /** NaN if all values were missing. */
  result(take: 'sum' | 'mean'): Float64Array {
    return this.sums.map((sum, i) => (this.counts[i] === 0 ? Number.NaN : take === 'sum' ? sum : sum / this.counts[i]!))
  }
}

import type { ForecastData } from '../series/forecast.ts'
import { isBefore, type Place } from '../series/place.ts'
import { describeReject, type Reject } from '../series/reject.ts'
import type { Arrivals } from './wire.ts'

/** How rows come: none yet, as usual, no more, or not usable. */
export type Flow = 'waiting' | 'flowing' | 'stopped' | 'rejected'

/** Rows rejected in a row that say that something is wrong, whatever the time between rows. */
const manyRejected = 10
/** Rows count as stopped after three times the longest of the last times between two of them, and 10 s at least. */
const patience = 3
const leastMs = 10_000
/** Until the second row the time between rows is not known. */
const unknownMs = 60_000
const gapsKept = 16
/** Bounds the memory if nothing but rejects comes; those before are counted only. */
const placesKept = 1000

/** The observation that a row became. */
interface Arrived {
  /** Its own time. */
  readonly time: number
  /** Time from one observation to the next; NaN if unknown. */
  readonly stepMs: number
  /** Where its row was read. */
  readonly place?: Place | undefined
}

/** Watches when rows come and whether they can be used. Times are of the clock, in milliseconds. */
export class ArrivalWatch {
  private lastUsed: number | null = null
  private lastRejected: number | null = null
  /** The places of rejects since the last row that was used. Rows are read ahead of what is forecast. */
  private places: (Place | undefined)[] = []
  private rejectedBefore = 0
  private reason: string | null = null
  private readonly gaps: number[] = []
  private last: Arrived = { time: Number.NaN, stepMs: Number.NaN }

  /** Rows came that were used. */
  used(at: number, last: Arrived): void {
    if (this.lastUsed !== null && at > this.lastUsed) {
      this.gaps.push(at - this.lastUsed)
      if (this.gaps.length > gapsKept) this.gaps.shift()
    }
    this.lastUsed = at
    this.last = last
    this.rejectedBefore = 0
    if (this.places.length === 0) return
    const { place } = last
    this.places = place ? this.places.filter((other) => other && !isBefore(other, place)) : []
  }

  /** The run goes on from rows that came before this process began. */
  goesOn(at: number): void {
    this.lastUsed = at
  }

  /** A row came that could not be used. */
  rejected(at: number, reject: Reject): void {
    this.lastRejected = at
    this.reason = describeReject(reject)
    this.places.push(reject.place)
    if (this.places.length <= placesKept) return
    this.places.shift()
    this.rejectedBefore++
  }

  /** Undefined before the first row. */
  get facts(): Arrivals | undefined {
    const { lastUsed, lastRejected, reason } = this
    const rejectedInRow = this.places.length + this.rejectedBefore
    const lastRow = Math.max(lastUsed ?? Number.NEGATIVE_INFINITY, lastRejected ?? Number.NEGATIVE_INFINITY)
    if (lastRow === Number.NEGATIVE_INFINITY) return undefined
    return { lastRow, lastUsed, lateAt: this.lateAt, rejectedInRow, reason: rejectedInRow > 0 ? reason : null }
  }

  private get lateAt(): number | null {
    const { lastUsed, last, gaps } = this
    if (lastUsed === null) return null
    const usual = Math.max(leastMs, gaps.length === 0 ? unknownMs : patience * Math.max(...gaps))
    // After the rows of the past came those of the present: the next one comes a step later.
    const present = Math.abs(lastUsed - last.time) <= 2 * last.stepMs
    return lastUsed + Math.max(usual, present ? patience * last.stepMs : 0)
  }
}

/** The observation of a forecast. */
export const arrivedOf = ({ observation: { time, row }, origin, times, leads }: ForecastData): Arrived => ({
  time,
  stepMs: (times[0]! - origin) / leads[0]!,
  place: row?.place,
})

/** How rows come at a time of the same clock; NaN if that is unknown. */
export function flowAt(arrivals: Arrivals | undefined, now: number): Flow {
  if (!arrivals) return 'waiting'
  const { lateAt, rejectedInRow } = arrivals
  if (rejectedInRow >= manyRejected) return 'rejected'
  if (lateAt === null) return 'waiting'
  if (!(now > lateAt)) return 'flowing'
  return rejectedInRow > 0 ? 'rejected' : 'stopped'
}

import type { Observation } from '../series/observation.ts'

/** The rows of an input, in order of time or of the input: all of them, or the newest of each series. Browser-safe. */
export class NewestRows {
  /** Rows that were older than the newest of their series. */
  dropped = 0
  /** Rows with a time before that of a row of their series that came earlier; 0 unless they are sorted. */
  outOfOrder = 0
  private readonly sort: boolean
  private readonly limit: number
  private readonly series = new Map<readonly string[] | undefined, Series>()
  private count = 0

  constructor({ sort, newest }: { readonly sort: boolean; readonly newest?: number | undefined }) {
    this.sort = sort
    this.limit = newest ?? Number.POSITIVE_INFINITY
  }

  /** Adds a row; rows of one series share one key object. */
  add(row: Observation): void {
    let series = this.series.get(row.key)
    if (!series) {
      series = { rows: [], latest: Number.NEGATIVE_INFINITY }
      this.series.set(row.key, series)
    }
    if (this.sort && row.time < series.latest) this.outOfOrder++
    else series.latest = row.time
    series.rows.push({ row, at: this.count++ })
    // Twice the limit, so that a row costs the same however many are kept.
    if (series.rows.length >= 2 * this.limit) this.cut(series)
  }

  /** The rows with their numbers in the input, from 0; they are then no longer kept here. */
  take(): Kept[] {
    const kept: Kept[] = []
    for (const series of this.series.values()) {
      this.cut(series)
      for (const one of series.rows) kept.push(one)
      series.rows = []
    }
    return kept.sort(this.sort ? byTime : byPlace)
  }

  private cut(series: Series): void {
    const over = series.rows.length - this.limit
    if (over <= 0) return
    if (this.sort) series.rows.sort(byTime)
    series.rows = series.rows.slice(over)
    this.dropped += over
  }
}

/** A row that is kept. */
export interface Kept {
  readonly row: Observation
  /** Its number in the input, from 0. */
  readonly at: number
}

interface Series {
  rows: Kept[]
  /** The latest time so far. */
  latest: number
}

const byPlace = (a: Kept, b: Kept) => a.at - b.at
const byTime = (a: Kept, b: Kept) => a.row.time - b.row.time || byPlace(a, b)

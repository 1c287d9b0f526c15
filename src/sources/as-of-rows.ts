import { addSteps, parseDuration } from '../time/duration.ts'

/** Rows by time, to find the last one at or before a time. Browser-safe. */
export class AsOfRows {
  private readonly asOf: ReturnType<typeof parseDuration>
  private readonly series = new Map<string, Series>()

  /** @param asOf how old a row may be, such as `1h` */
  constructor(asOf: string) {
    this.asOf = parseDuration(asOf)
  }

  /** Adds a row, in any order; of rows with the same time the one added last counts. */
  add(key: string, time: number, values: ArrayLike<number>): void {
    const series: Series = this.series.get(key) ?? { rows: [], sorted: true }
    this.series.set(key, series)
    const { rows } = series
    if (rows.length > 0 && rows.at(-1)!.time > time) series.sorted = false
    rows.push({ time, values: Float64Array.from(values) })
  }

  /** The values of the last row at or before a time; undefined if there is none, or if it is too old. */
  at(key: string, time: number): ArrayLike<number> | undefined {
    const series = this.series.get(key)
    if (!series) return undefined
    if (!series.sorted) series.rows.sort((a, b) => a.time - b.time)
    series.sorted = true
    const { rows } = series
    let [from, to] = [0, rows.length]
    while (from < to) {
      const middle = (from + to) >> 1
      if (rows[middle]!.time <= time) from = middle + 1
      else to = middle
    }
    const row = rows[from - 1]
    return row && row.time >= addSteps(time, this.asOf, -1) ? row.values : undefined
  }
}

interface Series {
  readonly rows: { readonly time: number; readonly values: Float64Array }[]
  sorted: boolean
}

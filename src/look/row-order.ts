import type { SeriesKeys } from './series-keys.ts'

/** The order of the rows of a table in time. */
export interface RowOrder {
  /** Rows whose time comes before that of an earlier row of their series. */
  readonly late: number
  /** Whether nearly every row is older than the one before. */
  readonly newestFirst: boolean
  /** Rows whose series has another row of that time before. */
  readonly repeated: number
  /** Whether many rows repeat a time with another value, so that something else should tell them apart. */
  readonly clash: boolean
}

/** Clocks that go back repeat an hour a year; a larger share is not an accident. */
const accidentalShare = 0.1

/**
 * Finds out whether rows are in order of time, and whether rows of a series have the same time.
 *
 * @param values of the target; rows of the same time and value are one row twice
 */
export function rowOrder(times: Float64Array, values: Float64Array, keys: SeriesKeys | undefined): RowOrder {
  const seen = new SeenTimes(times, keys)
  const series = keys?.count ?? 1
  const latest = new Float64Array(series).fill(Number.NEGATIVE_INFINITY)
  let [late, falling, moves, repeated, same] = [0, 0, 0, 0, 0]
  const before = new Float64Array(series).fill(Number.NaN)
  for (let row = 0; row < times.length; row++) {
    const own = keys?.of[row] ?? 0
    const time = times[row]!
    const first = seen.add(row)
    if (first !== undefined) {
      repeated++
      if (Object.is(values[first], values[row])) same++
    } else if (time < latest[own]!) late++
    if (time !== before[own] && !Number.isNaN(before[own]!)) {
      moves++
      if (time < before[own]!) falling++
    }
    before[own] = time
    if (time > latest[own]!) latest[own] = time
  }
  return {
    late,
    newestFirst: moves > 0 && falling >= 0.9 * moves,
    repeated,
    clash: repeated > accidentalShare * times.length && !(same >= 0.9 * repeated && chanceOfSame(values) < 0.5),
  }
}

/** The first row of each time of each series. If the rows are in order, it is one of the last, and nothing is kept. */
class SeenTimes {
  private readonly times: Float64Array
  private readonly keys: SeriesKeys | undefined
  /** The first row of the last time of each series. */
  private readonly last: Int32Array
  private readonly all: Map<number, number> | undefined

  constructor(times: Float64Array, keys: SeriesKeys | undefined) {
    this.times = times
    this.keys = keys
    this.last = new Int32Array(keys?.count ?? 1).fill(-1)
    this.all = this.inOrder() ? undefined : new Map()
    this.last.fill(-1)
  }

  /** The first row of the time and the series of this row; undefined if it is this one. */
  add(row: number): number | undefined {
    const series = this.keys?.of[row] ?? 0
    const place = this.times[row]! * this.last.length + series
    const last = this.last[series]!
    const first = this.all ? this.all.get(place) : this.times[last] === this.times[row] ? last : undefined
    if (first !== undefined) return first
    this.all?.set(place, row)
    this.last[series] = row
    return undefined
  }

  private inOrder(): boolean {
    return this.times.every((time, row) => {
      const series = this.keys?.of[row] ?? 0
      const last = this.last[series]!
      this.last[series] = row
      return last < 0 || time >= this.times[last]!
    })
  }
}

/** Whether rows are single events: in no order, unlike measurements, which are written as they come. */
export const isLog = ({ late, newestFirst }: RowOrder, { length }: ArrayLike<number>): boolean =>
  late > 0.2 * length && !newestFirst

/** How often two rows have the same value by chance. */
function chanceOfSame(values: Float64Array): number {
  const counts = new Map<number, number>()
  const stride = Math.ceil(values.length / 10_000)
  let all = 0
  for (let row = 0; row < values.length; row += stride) {
    counts.set(values[row]!, (counts.get(values[row]!) ?? 0) + 1)
    all++
  }
  return [...counts.values()].reduce((sum, count) => sum + (count / all) * (count / all), 0)
}

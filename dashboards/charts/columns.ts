/** Reads the value of a row, and says which extreme to keep if several rows share a pixel. */
export interface Reader {
  readonly read: (row: number) => number
  /**
   * `both` keeps the smallest and the largest value in their order; `low` and `high` keep one of them, for the edges of
   * a band.
   */
  readonly keep: 'both' | 'low' | 'high'
}

/** Times of the rows of a chart, and their breaks. */
export interface Rows {
  time(row: number): number
  readonly breaks: { before(row: number): boolean; until(row: number): number }
}

export interface Columns {
  readonly x: number[]
  readonly ys: (number | null)[][]
  /** Whether there are two columns per pixel, for the two extremes of its rows. */
  readonly crowded: boolean
}

/**
 * Rows `from` … `to − 1` as columns of a chart `width` pixels wide: one per row if there is room, otherwise two per
 * pixel that keep every peak. NaN becomes a gap. A break between rows becomes a column without values.
 */
export function columns(from: number, to: number, width: number, rows: Rows, readers: readonly Reader[]): Columns {
  const crowded = to - from > 2 * width
  const x: number[] = []
  const ys: (number | null)[][] = readers.map(() => [])
  const leaveGap = (row: number, times: number) => {
    for (let i = 0; i < times; i++) {
      x.push(rows.breaks.until(row - 1))
      for (const column of ys) column.push(null)
    }
  }
  if (!crowded) {
    for (let row = from; row < to; row++) {
      if (row > from && rows.breaks.before(row)) leaveGap(row, 1)
      x.push(rows.time(row))
      readers.forEach(({ read }, i) => {
        ys[i]!.push(orGap(read(row)))
      })
    }
    return { x, ys, crowded }
  }
  const pair = (start: number, stop: number) => {
    x.push(rows.time(start), rows.time((start + stop) >> 1))
    readers.forEach(({ read, keep }, i) => {
      ys[i]!.push(...ends(start, stop, read, keep))
    })
  }
  for (let bucket = 0; bucket < width; bucket++) {
    let start = from + Math.floor((bucket * (to - from)) / width)
    const stop = from + Math.floor(((bucket + 1) * (to - from)) / width)
    for (let row = start; row < stop; row++) {
      if (row === from || !rows.breaks.before(row)) continue
      // A break ends the bucket.
      if (row > start) pair(start, row)
      leaveGap(row, 2)
      start = row
    }
    pair(start, stop)
  }
  return { x, ys, crowded }
}

/** The smallest and the largest value of the rows in their order, or one of them twice. */
function ends(
  start: number,
  stop: number,
  read: (row: number) => number,
  keep: Reader['keep'],
): readonly [number | null, number | null] {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  let lowFirst = true
  for (let row = start; row < stop; row++) {
    const value = read(row)
    if (value < low) {
      low = value
      lowFirst = false
    }
    if (value > high) {
      high = value
      lowFirst = true
    }
  }
  if (low > high) return [null, null]
  if (keep === 'low') return [low, low]
  if (keep === 'high') return [high, high]
  return lowFirst ? [low, high] : [high, low]
}

const orGap = (value: number): number | null => (Number.isFinite(value) ? value : null)

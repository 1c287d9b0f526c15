/** What is drawn of a row: its value, and which end of a crowd of rows to keep when several fall on one pixel. */
export interface Reader {
  readonly read: (row: number) => number
  /** `both` keeps the smallest and the largest in their order; `low` and `high` keep one, for the ends of a band. */
  readonly keep: 'both' | 'low' | 'high'
}

export interface Columns {
  readonly x: number[]
  readonly ys: (number | null)[][]
}

/**
 * Rows `from` … `to − 1` as columns for a chart `width` pixels wide: as they are while there is room, else two a pixel that keep every
 * peak. NaN becomes a gap.
 */
export function columns(
  from: number,
  to: number,
  width: number,
  time: (row: number) => number,
  readers: readonly Reader[],
): Columns {
  const crowded = to - from > 2 * width
  const x: number[] = []
  const ys: (number | null)[][] = readers.map(() => [])
  if (!crowded) {
    for (let row = from; row < to; row++) x.push(time(row))
    readers.forEach(({ read }, i) => {
      const column = ys[i]!
      for (let row = from; row < to; row++) column.push(orGap(read(row)))
    })
    return { x, ys }
  }
  for (let bucket = 0; bucket < width; bucket++) {
    const start = from + Math.floor((bucket * (to - from)) / width)
    const stop = from + Math.floor(((bucket + 1) * (to - from)) / width)
    x.push(time(start), time((start + stop) >> 1))
    readers.forEach(({ read, keep }, i) => {
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
      const column = ys[i]!
      if (low > high) column.push(null, null)
      else if (keep === 'low') column.push(low, low)
      else if (keep === 'high') column.push(high, high)
      else if (lowFirst) column.push(low, high)
      else column.push(high, low)
    })
  }
  return { x, ys }
}

const orGap = (value: number): number | null => (Number.isFinite(value) ? value : null)

/** Actual values by row and channel. */
interface Valued {
  readonly first: number
  readonly end: number
  readonly version: number
  actual(row: number, channel: number): number
}

/** The newest rows, which are measured: older ones may be in another unit. */
const newestRows = 240
/** Rows that are sampled of all, if the newest are constant. */
const sampledRows = 400

/** The spread of the values of a channel, which decides how many digits are shown. */
export class Grain {
  private readonly rows: Valued
  private readonly spreads: number[] = []
  private version = -1
  private end = 0

  constructor(rows: Valued) {
    this.rows = rows
  }

  /**
   * Difference between the 5th and the 95th percentile of the newest values, or of all, or between the extremes; 0 for a
   * constant.
   *
   * @param head the last row that is shown
   */
  spread(channel: number, head: number): number {
    if (this.version !== this.rows.version || this.end !== head + 1) this.spreads.length = 0
    this.version = this.rows.version
    this.end = head + 1
    this.spreads[channel] ??= this.measure(channel)
    return this.spreads[channel]
  }

  private measure(channel: number): number {
    const { first } = this.rows
    const newest = this.values(channel, Math.max(first, this.end - newestRows), 1)
    const middle = middleOf(newest)
    if (middle > 0) return middle
    const all = this.values(channel, first, Math.max(1, Math.ceil((this.end - first) / sampledRows)))
    return middleOf(all) || (all.at(-1) ?? 0) - (all[0] ?? 0)
  }

  /** Known values in ascending order: those of every nth row up to the last one shown. */
  private values(channel: number, from: number, every: number): number[] {
    const values: number[] = []
    for (let row = this.end - 1; row >= from; row -= every) {
      const value = this.rows.actual(row, channel)
      if (Number.isFinite(value)) values.push(value)
    }
    return values.sort((a, b) => a - b)
  }
}

/** Difference between the 5th and the 95th percentile. */
function middleOf(sorted: readonly number[]): number {
  const last = sorted.length - 1
  return last < 1 ? 0 : sorted[Math.floor(0.95 * last)]! - sorted[Math.ceil(0.05 * last)]!
}

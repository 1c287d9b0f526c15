/** Actual values by row and channel. */
interface Valued {
  readonly first: number
  readonly end: number
  readonly version: number
  actual(row: number, channel: number): number
}

/** Rows that are sampled. */
const sampledRows = 400

/** The spread of the values of a channel, which decides how many digits are shown. */
export class Grain {
  private readonly rows: Valued
  private readonly spreads: number[] = []
  private version = -1

  constructor(rows: Valued) {
    this.rows = rows
  }

  /** Difference between the 5th and the 95th percentile, or between the extremes if that is 0; 0 for a constant. */
  spread(channel: number): number {
    if (this.version !== this.rows.version) this.spreads.length = 0
    this.version = this.rows.version
    this.spreads[channel] ??= this.measure(channel)
    return this.spreads[channel]
  }

  private measure(channel: number): number {
    const { rows } = this
    const every = Math.max(1, Math.ceil((rows.end - rows.first) / sampledRows))
    const values: number[] = []
    for (let row = rows.end - 1; row >= rows.first; row -= every) {
      const value = rows.actual(row, channel)
      if (Number.isFinite(value)) values.push(value)
    }
    values.sort((a, b) => a - b)
    const last = values.length - 1
    if (last < 1) return 0
    return values[Math.floor(0.95 * last)]! - values[Math.ceil(0.05 * last)]! || values[last]! - values[0]!
  }
}

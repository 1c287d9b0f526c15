/** The actual values of each channel, row by row. */
interface Valued {
  readonly first: number
  readonly end: number
  readonly version: number
  actual(row: number, channel: number): number
}

/** Rows read: enough to estimate the spread. */
const looked = 400

/** The spread of the values of a channel, which decides how many decimals to show. */
export class Grain {
  private readonly rows: Valued
  private readonly spreads: number[] = []
  private version = -1

  constructor(rows: Valued) {
    this.rows = rows
  }

  /**
   * From the fifth to the ninety-fifth percentile, or from the smallest to the largest if those are equal; 0 for a
   * constant.
   */
  spread(channel: number): number {
    if (this.version !== this.rows.version) this.spreads.length = 0
    this.version = this.rows.version
    this.spreads[channel] ??= this.measure(channel)
    return this.spreads[channel]
  }

  private measure(channel: number): number {
    const { rows } = this
    const every = Math.max(1, Math.ceil((rows.end - rows.first) / looked))
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

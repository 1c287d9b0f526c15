/** Rows by their time, and whether each begins anew. */
interface Timed {
  readonly first: number
  readonly end: number
  readonly version: number
  time(row: number): number
  /** Marked as the first after a gap too long to fill. */
  restarts(row: number): boolean
}

/** Steps looked at to know the usual one: as many as settle its ninetieth percentile. */
const looked = 400

/**
 * Where a run of rows is broken: before a restart, and where more time passed than usual. Nothing is drawn over a break; what a row says holds one usual
 * step and no longer.
 */
export class Breaks {
  private readonly rows: Timed
  private version = -1
  private step = 0

  constructor(rows: Timed) {
    this.rows = rows
  }

  /** True where the row does not go on from the one before it. */
  before(row: number): boolean {
    const { rows } = this
    if (row <= rows.first || row >= rows.end) return false
    return rows.restarts(row) || rows.time(row) - rows.time(row - 1) > 1.5 * this.usual()
  }

  /** Until when what stands at the row holds: the next row's time, or after one usual step where a break is sooner. */
  until(row: number): number {
    const { rows } = this
    const time = rows.time(row)
    if (row + 1 >= rows.end) return time + this.usual()
    const next = rows.time(row + 1)
    return this.before(row + 1) ? Math.min(time + this.usual(), (time + next) / 2) : next
  }

  /** Nine steps of ten are no longer: weekends of business days and the long months belong to the cadence, gaps do not. */
  private usual(): number {
    const { rows } = this
    if (this.version === rows.version) return this.step
    const steps: number[] = []
    const every = Math.max(1, Math.ceil((rows.end - rows.first - 1) / looked))
    // From the end, so that rows to come leave the picture of those before alone for as long as may be.
    for (let row = rows.end - 1; row > rows.first; row -= every) steps.push(rows.time(row) - rows.time(row - 1))
    steps.sort((a, b) => a - b)
    this.version = rows.version
    this.step = steps[Math.floor(0.9 * (steps.length - 1))] ?? 0
    return this.step
  }
}

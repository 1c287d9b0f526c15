/** Rows by their time, and whether each starts a new stretch. */
interface Timed {
  readonly first: number
  readonly end: number
  readonly version: number
  time(row: number): number
  /** True for the first row after a gap too long to fill. */
  restarts(row: number): boolean
}

/** Steps read to find the usual one: enough for a stable ninetieth percentile. */
const looked = 400

/**
 * Breaks in the rows: before a restart, and wherever more time passed than usual. Nothing is drawn across a break; a
 * row's state lasts one usual step at most.
 */
export class Breaks {
  private readonly rows: Timed
  private version = -1
  private step = 0

  constructor(rows: Timed) {
    this.rows = rows
  }

  /** True if the row does not continue the one before it. */
  before(row: number): boolean {
    const { rows } = this
    if (row <= rows.first || row >= rows.end) return false
    return rows.restarts(row) || rows.time(row) - rows.time(row - 1) > 1.5 * this.usual()
  }

  /** Until when the state of a row lasts: the next row's time, or one usual step if a break comes sooner. */
  until(row: number): number {
    const { rows } = this
    const time = rows.time(row)
    if (row + 1 >= rows.end) return time + this.usual()
    const next = rows.time(row + 1)
    return this.before(row + 1) ? Math.min(time + this.usual(), (time + next) / 2) : next
  }

  /**
   * Nine steps in ten are no longer than this: weekends of business days and long months belong to the cadence, gaps do
   * not.
   */
  private usual(): number {
    const { rows } = this
    if (this.version === rows.version) return this.step
    const steps: number[] = []
    const every = Math.max(1, Math.ceil((rows.end - rows.first - 1) / looked))
    // From the end, so that new rows change the picture of earlier ones as late as possible.
    for (let row = rows.end - 1; row > rows.first; row -= every) steps.push(rows.time(row) - rows.time(row - 1))
    steps.sort((a, b) => a - b)
    this.version = rows.version
    this.step = steps[Math.floor(0.9 * (steps.length - 1))] ?? 0
    return this.step
  }
}

/** Times of rows, and which rows follow a restart. */
interface Timed {
  readonly first: number
  readonly end: number
  readonly version: number
  time(row: number): number
  /** Whether this is the first row after a gap too long to fill. */
  restarts(row: number): boolean
}

/** Steps that are sampled for the usual step. */
const sampledSteps = 400

/**
 * Finds the breaks in a sequence of rows: before a restart, and where a step is much longer than usual. Charts draw
 * nothing across a break; a row counts for one usual step at most.
 */
export class Breaks {
  private readonly rows: Timed
  private version = -1
  private step = 0

  constructor(rows: Timed) {
    this.rows = rows
  }

  /** Whether there is a break before the row. */
  before(row: number): boolean {
    const { rows } = this
    if (row <= rows.first || row >= rows.end) return false
    return rows.restarts(row) || rows.time(row) - rows.time(row - 1) > 1.5 * this.usual()
  }

  /** Time until which the row counts: the next row's time, or one usual step later if there is a break before. */
  until(row: number): number {
    const { rows } = this
    const time = rows.time(row)
    if (row + 1 >= rows.end) return time + this.usual()
    const next = rows.time(row + 1)
    return this.before(row + 1) ? Math.min(time + this.usual(), (time + next) / 2) : next
  }

  /** The 90th percentile of the steps, so that weekends between business days and long months do not count as gaps. */
  private usual(): number {
    const { rows } = this
    if (this.version === rows.version) return this.step
    const steps: number[] = []
    const every = Math.max(1, Math.ceil((rows.end - rows.first - 1) / sampledSteps))
    // Counted from the end, so that new rows rarely change the result for the rows before.
    for (let row = rows.end - 1; row > rows.first; row -= every) steps.push(rows.time(row) - rows.time(row - 1))
    steps.sort((a, b) => a - b)
    this.version = rows.version
    this.step = steps[Math.floor(0.9 * (steps.length - 1))] ?? 0
    return this.step
  }
}

import type { Fields, Saveable } from '../state/fields.ts'
import type { Reject } from './reject.ts'

/** Options of a source that leave rows out. */
export type LeftOutBy = 'where' | 'until' | 'newest'
const leftOutBy: readonly LeftOutBy[] = ['where', 'until', 'newest']

/** The counts of a run's rows: rows = accepted + imputed + rejected + skipped. */
export interface RowCounts {
  readonly rows: number
  readonly accepted: number
  readonly imputed: number
  readonly rejected: number
  readonly skipped: number
  readonly filled: number
  readonly restarts: number
  /** Accepted rows that only tell what is known of times to come; absent if there are none. */
  readonly future?: number | undefined
  /** Rows that options of the source left out, by option; they are not part of the sum. Absent if there are none. */
  readonly leftOut?: Readonly<Partial<Record<LeftOutBy, number>>> | undefined
}

/** The account in words: `10 rows = 7 accepted + 1 imputed + 2 rejected + 0 skipped`, then what else was counted. */
export function describeCounts({
  rows,
  accepted,
  imputed,
  rejected,
  skipped,
  filled,
  restarts,
  future = 0,
  leftOut = {},
}: RowCounts): string {
  const whole = (count: number) => count.toLocaleString('en-US')
  return [
    `${whole(rows)} rows = ${whole(accepted)} accepted + ${whole(imputed)} imputed + ${whole(rejected)} rejected + ${whole(skipped)} skipped`,
    ...(filled > 0 ? [`${whole(filled)} filled in`] : []),
    ...(restarts > 0
      ? [restarts === 1 ? '1 restart after a long gap' : `${whole(restarts)} restarts after long gaps`]
      : []),
    ...(future > 0
      ? [
          `${future === 1 ? '1 row is' : `${whole(future)} rows are`} future: only what is known ahead is taken from them`,
        ]
      : []),
    ...Object.entries(leftOut).map(([option, count]) => `${whole(count)} left out by ${option}`),
  ].join('; ')
}

/**
 * Counts the rows of a run: rows = accepted + imputed + rejected + skipped, at every moment. Each row counts once;
 * `moveToRejected` and `moveToSkipped` can change its kind later.
 */
export class Ledger implements RowCounts, Saveable {
  /** Rows with all targets. */
  accepted = 0
  /** Rows with a missing target: time advances, a forecast replaces it, nothing is learned. */
  imputed = 0
  /** Rows that could not be used. */
  rejected = 0
  /** Rows omitted on purpose: duplicate times, repeated headers. */
  skipped = 0
  /** Observations inserted for times without a row. They are not rows, so they are not part of the sum. */
  filled = 0
  /** Gaps too long to fill. */
  restarts = 0
  private ahead = 0

  private readonly left = new Map<LeftOutBy, number>()
  private listeners: readonly ((reject: Reject, recalled: boolean) => void)[] = []

  /** @param onReject called with every reject, and whether its row had been accepted before */
  constructor(onReject?: (reject: Reject, recalled: boolean) => void) {
    if (onReject) this.listen(onReject)
  }

  /**
   * Adds a listener.
   *
   * @param onReject called with every reject, and whether its row had been accepted before
   * @returns a function that removes the listener
   */
  listen(onReject: (reject: Reject, recalled: boolean) => void): () => void {
    const listener = (reject: Reject, recalled: boolean) => onReject(reject, recalled)
    this.listeners = [...this.listeners, listener]
    return () => {
      this.listeners = this.listeners.filter((each) => each !== listener)
    }
  }

  get rows(): number {
    return this.accepted + this.imputed + this.rejected + this.skipped
  }

  /** Rows read, with those that options left out. */
  get read(): number {
    let read = this.rows
    for (const count of this.left.values()) read += count
    return read
  }

  /** A copy of the current counts. */
  get counts(): RowCounts {
    const { rows, accepted, imputed, rejected, skipped, filled, restarts, future, leftOut } = this
    const some = { ...(future === undefined ? {} : { future }), ...(leftOut && { leftOut }) }
    return { rows, accepted, imputed, rejected, skipped, filled, restarts, ...some }
  }

  get future(): number | undefined {
    return this.ahead > 0 ? this.ahead : undefined
  }

  get leftOut(): RowCounts['leftOut'] {
    return this.left.size > 0 ? Object.fromEntries(this.left) : undefined
  }

  /** Counts rows that an option of the source left out. They are not part of the sum. */
  leaveOut(option: LeftOutBy, count = 1): void {
    if (count > 0) this.left.set(option, (this.left.get(option) ?? 0) + count)
  }

  /** Moves the counts of rows left out to the caller. */
  takeLeftOut(): [LeftOutBy, number][] {
    const taken = [...this.left]
    this.left.clear()
    return taken
  }

  /**
   * Counts a row that was read.
   *
   * @param missing whether a target is missing
   * @param future whether it only tells what is known of times to come
   */
  accept(missing: boolean, future = false): void {
    if (missing) this.imputed++
    else this.accepted++
    if (future) this.ahead++
  }

  /** Counts a row that could not be read. */
  reject(reject: Reject): void {
    this.count(reject, false)
  }

  /** Moves an accepted row to the rejected ones. */
  moveToRejected(reject: Reject, missing: boolean): void {
    this.withdraw(missing)
    this.count(reject, true)
  }

  /** Counts a row that was omitted on purpose before it became an observation. */
  skip(): void {
    this.skipped++
  }

  /** Moves an accepted row to the skipped ones. */
  moveToSkipped(missing: boolean): void {
    this.withdraw(missing)
    this.skipped++
  }

  /** Counts an observation that was inserted for a time without a row. */
  fill(): void {
    this.filled++
  }

  /** Counts a gap too long to fill. */
  restart(): void {
    this.restarts++
  }

  /** Removes an accepted row that was not used because the run ended before it. */
  withdraw(missing: boolean, future = false): void {
    if (missing) this.imputed--
    else this.accepted--
    if (future) this.ahead--
  }

  private count(reject: Reject, recalled: boolean): void {
    this.rejected++
    for (const listener of this.listeners) listener(reject, recalled)
  }

  /** The counts; listeners are not state. */
  state(fields: Fields): void {
    this.accepted = fields.counter('accepted', this.accepted)
    this.imputed = fields.counter('imputed', this.imputed)
    this.rejected = fields.counter('rejected', this.rejected)
    this.skipped = fields.counter('skipped', this.skipped)
    this.filled = fields.counter('filled', this.filled)
    this.restarts = fields.counter('restarts', this.restarts)
    this.ahead = fields.counter('future', this.ahead)
    for (const option of leftOutBy) {
      const count = fields.counter(option, this.left.get(option) ?? 0)
      if (count > 0) this.left.set(option, count)
      else this.left.delete(option)
    }
  }
}

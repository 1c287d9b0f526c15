import type { Fields, Saveable } from '../state/fields.ts'
import type { Reject } from './reject.ts'

/** The account of a run's rows at one moment: rows = accepted + imputed + rejected + skipped. */
export interface RowCounts {
  readonly rows: number
  readonly accepted: number
  readonly imputed: number
  readonly rejected: number
  readonly skipped: number
  readonly filled: number
  readonly restarts: number
}

/**
 * The account of a run's rows: rows = accepted + imputed + rejected + skipped, at every moment.
 * A row enters it once, as one of the four; `moveToRejected` and `moveToSkipped` may move it later.
 */
export class Ledger implements RowCounts, Saveable {
  /** RowCounts whose targets were all there. */
  accepted = 0
  /** RowCounts with a missing target: the clock advances, the last value is carried forward, nothing is learned. */
  imputed = 0
  /** RowCounts that could not be used. */
  rejected = 0
  /** RowCounts left out on purpose: duplicates of a timestamp, a repeated header. */
  skipped = 0
  /** Observations put in for times that had no row. They are not rows, so they are not part of the sum. */
  filled = 0
  /** Gaps too long to fill. */
  restarts = 0

  private listeners: readonly ((reject: Reject, recalled: boolean) => void)[] = []

  /** `onReject` hears of every rejected row as it happens, and whether it had been accepted before. */
  constructor(onReject?: (reject: Reject, recalled: boolean) => void) {
    if (onReject) this.listen(onReject)
  }

  /** From now on `onReject` too hears of every rejected row, until the function returned is called. */
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

  /** The account as it stands, copied. */
  get counts(): RowCounts {
    const { rows, accepted, imputed, rejected, skipped, filled, restarts } = this
    return { rows, accepted, imputed, rejected, skipped, filled, restarts }
  }

  /** Books a row that was read and understood. */
  accept(missing: boolean): void {
    if (missing) this.imputed++
    else this.accepted++
  }

  /** Books a row that was never understood. */
  reject(reject: Reject): void {
    this.tell(reject, false)
  }

  /** Moves a row that had been accepted to the rejected ones. */
  moveToRejected(reject: Reject, missing: boolean): void {
    this.withdraw(missing)
    this.tell(reject, true)
  }

  /** Books a row that never became an observation and is left out on purpose. */
  skip(): void {
    this.skipped++
  }

  /** Moves a row that had been accepted to the skipped ones. */
  moveToSkipped(missing: boolean): void {
    this.withdraw(missing)
    this.skipped++
  }

  /** Takes back a row that had been accepted and then was not used, because the run ended before it. */
  withdraw(missing: boolean): void {
    if (missing) this.imputed--
    else this.accepted--
  }

  private tell(reject: Reject, recalled: boolean): void {
    this.rejected++
    for (const listener of this.listeners) listener(reject, recalled)
  }

  /** The counts; who listens is no state. */
  state(fields: Fields): void {
    this.accepted = fields.counter('accepted', this.accepted)
    this.imputed = fields.counter('imputed', this.imputed)
    this.rejected = fields.counter('rejected', this.rejected)
    this.skipped = fields.counter('skipped', this.skipped)
    this.filled = fields.counter('filled', this.filled)
    this.restarts = fields.counter('restarts', this.restarts)
  }
}

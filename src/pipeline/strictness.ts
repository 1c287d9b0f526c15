import { filter, type MonoTypeOperatorFunction } from 'rxjs'
import { DataError } from '../series/errors.ts'
import { isMissing } from '../series/is-missing.ts'
import type { Ledger } from '../series/ledger.ts'
import type { Observation } from '../series/observation.ts'
import { describeReject } from '../series/reject.ts'

/**
 * Ends a run at the first row that a step rejects, as a strict source does at the first of its own: what stood before it is forecast, nothing
 * after it is. Rows that were read and not forecast are taken back from the ledger.
 */
export class Strictness {
  /** Why it ended; undefined where no step rejected anything. */
  failure: DataError | undefined
  /** Aborted by either: reading ends there. */
  readonly stop: AbortSignal
  private readonly ending = new AbortController()
  private readonly ledger: Ledger
  private readonly unlisten: () => void

  constructor(ledger: Ledger, stop: AbortSignal) {
    this.ledger = ledger
    this.stop = AbortSignal.any([stop, this.ending.signal])
    // Rejects of the source end the reading themselves.
    this.unlisten = ledger.listen((reject, recalled) => {
      if (!recalled || this.failure) return
      this.failure = new DataError(describeReject(reject))
      this.ending.abort()
    })
  }

  /** Hears of no more rejects. */
  close(): void {
    this.unlisten()
  }

  /** Goes before the steps: keeps from them what comes after the end. */
  readonly gate: MonoTypeOperatorFunction<Observation> = filter((observation) => {
    if (!this.failure) return true
    if (observation.row) this.ledger.withdraw(isMissing(observation))
    return false
  })
}

import { DataError } from '../errors.ts'
import { isMissing } from '../series/is-missing.ts'
import type { Ledger } from '../series/ledger.ts'
import type { Observation } from '../series/observation.ts'
import { describeReject } from '../series/reject.ts'

/**
 * Ends a run at the first row that an operator rejects, as a strict source does at the first row that it rejects
 * itself. Only the rows before it are forecast; rows that were read after it are withdrawn from the ledger.
 */
export class Strictness {
  /** Why it ended; undefined while no operator has rejected anything. */
  failure: DataError | undefined
  /** Whether the source or an operator has rejected a row. */
  rejected = false
  /** Aborted by the host or by the first reject. */
  readonly stop: AbortSignal
  private readonly ending = new AbortController()
  private readonly ledger: Ledger
  private readonly unlisten: () => void

  constructor(ledger: Ledger, stop: AbortSignal) {
    this.ledger = ledger
    this.stop = AbortSignal.any([stop, this.ending.signal])
    // Rejects of the source end the reading by themselves.
    this.unlisten = ledger.listen((reject, recalled) => {
      this.rejected = true
      if (!recalled || this.failure) return
      this.failure = new DataError(describeReject(reject))
      this.ending.abort()
    })
  }

  /** Stops listening to the ledger. */
  close(): void {
    this.unlisten()
  }

  /** Whether an observation may pass to the operators: none does after the end. */
  passes(observation: Observation): boolean {
    if (!this.failure) return true
    if (observation.row) this.ledger.withdraw(isMissing(observation), observation.future)
    return false
  }
}

import { isMissing } from './is-missing.ts'
import type { Ledger } from './ledger.ts'
import type { Observation } from './observation.ts'
import { rejectOf } from './reject-of.ts'

/** Counts observations. Those with a row are in the ledger already and are moved; the others are added. */
export function countingIn(ledger: Ledger) {
  return {
    accept(observation: Observation) {
      if (!observation.row) ledger.accept(isMissing(observation), observation.future)
    },
    skip(observation: Observation) {
      if (observation.row) ledger.moveToSkipped(isMissing(observation))
      else ledger.skip()
    },
    /** Moves an observation with a missing target to those that have all. */
    complete() {
      ledger.withdraw(true)
      ledger.accept(false)
    },
    reject(observation: Observation, reason: string) {
      const reject = rejectOf(observation, reason)
      if (observation.row) ledger.moveToRejected(reject, isMissing(observation))
      else ledger.reject(reject)
    },
  }
}

import type { Ledger } from '../series/ledger.ts'
import type { Fields } from './fields.ts'

/** Visits the counts of a ledger, not its listeners. */
export function visitLedger(fields: Fields, ledger: Ledger): void {
  ledger.accepted = fields.counter('accepted', ledger.accepted)
  ledger.imputed = fields.counter('imputed', ledger.imputed)
  ledger.rejected = fields.counter('rejected', ledger.rejected)
  ledger.skipped = fields.counter('skipped', ledger.skipped)
  ledger.filled = fields.counter('filled', ledger.filled)
  ledger.restarts = fields.counter('restarts', ledger.restarts)
}

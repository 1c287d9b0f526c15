import type { Ledger } from '../series/ledger.ts'
import type { Rows } from '../server/wire.ts'

/** The account as it stands, copied. */
export function rowsOf({ rows, accepted, imputed, rejected, skipped, filled, restarts }: Ledger): Rows {
  return { rows, accepted, imputed, rejected, skipped, filled, restarts }
}

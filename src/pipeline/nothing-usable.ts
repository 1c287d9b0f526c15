import { DataError } from '../series/errors.ts'
import type { Rows } from '../series/ledger.ts'
import { describeReject, type Reject } from '../series/reject.ts'

/** Rows came and not one was of use: no forecast was made, and that is no success. */
export function nothingUsable(path: string, { rows, rejected, skipped }: Rows, first: Reject | undefined): DataError {
  const got = `got none that could be used of ${rows} (${rejected} rejected, ${skipped} skipped)`
  const why = first ? `; the first: ${describeReject(first)}` : ''
  return new DataError(`${path}: expected rows to forecast from, ${got}${why}`)
}

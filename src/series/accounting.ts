import { ConfigError } from '../errors.ts'
import { Ledger } from './ledger.ts'
import { inOneLine } from './printable.ts'
import { describeReject, type Reject } from './reject.ts'

/** How code that calls an operator or a source gets the rejects. Give one of the two. */
export interface Accounting {
  /** Counts every row, and calls its listeners with each reject. Share one among a source and its operators. */
  readonly ledger?: Ledger | undefined
  /** Called with each reject. */
  readonly onReject?: ((reject: Reject) => void) | undefined
}

const warned = new Set<string>()

/**
 * The ledger to count in. With neither a ledger nor `onReject`, the first reject is reported by a warning on the
 * console, once for each caller in a process.
 *
 * @param caller name of the operator or source, for messages
 * @throws ConfigError if both are given
 */
export function ledgerOf(caller: string, { ledger, onReject }: Accounting): Ledger {
  if (ledger && onReject) {
    const message = 'expected a ledger or onReject, got both; use new Ledger(onReject)'
    throw new ConfigError([{ where: `${caller}:`, message }])
  }
  return ledger ?? new Ledger((reject) => (onReject ? onReject(reject) : warn(caller, reject)))
}

function warn(caller: string, reject: Reject): void {
  if (warned.has(caller)) return
  warned.add(caller)
  console.warn(
    `rxcast ${caller}: rejected an observation: ${inOneLine(describeReject(reject))}. Give { onReject } or { ledger } as second argument to get every reject; this warning is shown once.`,
  )
}

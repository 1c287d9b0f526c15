import type { Rows } from '../series/ledger.ts'
import { describeReject, type Reject } from '../series/reject.ts'

/** Real files have a few bad rows; if more than this share is lost, an option is probably wrong. */
const usualShare = 0.1
/** Reasons counted separately, at most: bounds the memory for files of nothing but bad rows. */
const maxReasons = 50

/** Counts rejected rows by reason, to report the most frequent one at the end. */
export class LostRows {
  private readonly reasons = new Map<string, { count: number; readonly first: Reject }>()

  add(reject: Reject): void {
    // What was expected is the reason; what was found differs from row to row.
    const reason = `${reject.column ?? ''} ${reject.reason.split(', got ', 1)[0]!.replace(/\d[\d:.TZ-]*/g, '')}`
    const known = this.reasons.get(reason)
    if (known) known.count++
    else if (this.reasons.size < maxReasons) this.reasons.set(reason, { count: 1, first: reject })
  }

  /** A warning with the most frequent reason; undefined if few rows were lost. */
  warning({ rows, rejected, skipped }: Rows): string | undefined {
    const lost = rejected + skipped
    if (lost <= usualShare * rows) return undefined
    const head = `${lost} of ${rows} rows were not used (${rejected} rejected, ${skipped} skipped)`
    if (skipped > rejected)
      return `${head}: their times had been seen before; if the file holds several series, keep the rows of one`
    const [most] = [...this.reasons.values()].sort((a, b) => b.count - a.count)
    return most ? `${head}; the most frequent reason, ${most.count} times: ${describeReject(most.first)}` : head
  }
}

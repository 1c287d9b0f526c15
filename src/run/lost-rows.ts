import type { RowCounts } from '../series/ledger.ts'
import { describeReject, type Reject } from '../series/reject.ts'
import { visitReject } from '../series/visit-observation.ts'
import type { Fields, Saveable } from '../state/fields.ts'

/** Real files have a few bad rows; if more than this share is lost, an option is probably wrong. */
const usualShare = 0.1
/** Reasons counted separately, at most: bounds the memory for files of nothing but bad rows. */
const maxReasons = 50

/** Counts rejected rows by reason, to report the most frequent one at the end. */
export class LostRows implements Saveable {
  private reasons = new Map<string, Reason>()

  add(reject: Reject): void {
    const reason = reasonOf(reject)
    const known = this.reasons.get(reason)
    if (known) known.count++
    else if (this.reasons.size < maxReasons) this.reasons.set(reason, { count: 1, first: reject })
  }

  state(fields: Fields): void {
    const reasons = fields.list('reasons', [...this.reasons.values()], visitReason)
    this.reasons = new Map(reasons.map((reason) => [reasonOf(reason.first), reason]))
  }

  /** A warning with the most frequent reason; undefined if few rows were lost. */
  warning({ rows, rejected, skipped }: RowCounts): string | undefined {
    const lost = rejected + skipped
    if (lost <= usualShare * rows) return undefined
    const head = `${lost} of ${rows} rows were not used (${rejected} rejected, ${skipped} skipped)`
    if (skipped > rejected)
      return `${head}: their times had been seen before; if the file holds several series, keep the rows of one`
    const [mostFrequent] = [...this.reasons.values()].sort((a, b) => b.count - a.count)
    if (!mostFrequent) return head
    const { count, first } = mostFrequent
    const reason = count > 1 ? `the most frequent reason, ${count} times` : 'the first reason'
    return `${head}; ${reason}: ${describeReject(first)}`
  }
}

interface Reason {
  count: number
  /** The first reject with this reason. */
  readonly first: Reject
}

/** The column and what was expected, without what was found, which differs from row to row. */
const reasonOf = ({ column = '', reason }: Reject) =>
  `${column} ${reason.split(', got ', 1)[0]!.replace(/\d[\d:.TZ-]*/g, '')}`

const visitReason = (fields: Fields, reason: Reason | undefined): Reason => ({
  count: fields.counter('count', reason?.count ?? 0),
  first: visitReject(fields, reason?.first),
})

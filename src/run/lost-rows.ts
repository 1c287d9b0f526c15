import type { RowCounts } from '../series/ledger.ts'
import { describeReject, type Reject } from '../series/reject.ts'
import { visitReject } from '../series/visit-observation.ts'
import type { Fields, Saveable } from '../state/fields.ts'

/** Real files have a few bad rows; if more than this share is lost, an option is probably wrong. */
const usualShare = 0.1
/** From this share on, what was forecast is not what the input holds. */
const nearlyAll = 0.99
/** Too few rows to forecast from, if many others were lost. */
const fewRows = 5
const manyLost = 10
const several = 'if it holds several series, set by on the source to the columns that tell them apart'
/** Reasons counted separately, at most: bounds the memory for files of nothing but bad rows. */
const maxReasons = 50

/** How the rows of an input come. */
export interface RowsOfInput {
  /** Whether rows arrive as they occur. */
  readonly live?: boolean | undefined
  /** Whether skipped rows are used, since rows of the same time are put together. */
  readonly merges?: boolean | undefined
}

/** Counts rejected rows by reason, to report the most frequent one at the end. */
export class LostRows implements Saveable {
  private reasons = new Map<string, Reason>()
  private readonly input: RowsOfInput

  constructor(input: RowsOfInput = {}) {
    this.input = input
  }

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
  warning(counts: RowCounts): string | undefined {
    const { rows, rejected, skipped } = this.lostOf(counts)
    return rejected + skipped <= usualShare * rows ? undefined : this.sentence({ rows, rejected, skipped })
  }

  /** Why a run is of no use if nearly all rows were lost; undefined if enough were used. */
  failure(counts: RowCounts): string | undefined {
    const { rows, rejected, skipped } = this.lostOf(counts)
    const lost = rejected + skipped
    const used = rows - lost
    const few = used < fewRows && lost >= manyLost
    return few || (lost > 0 && lost >= nearlyAll * rows) ? this.sentence({ rows, rejected, skipped }) : undefined
  }

  private lostOf({ rows, rejected, skipped }: RowCounts) {
    return { rows, rejected, skipped: this.input.merges ? 0 : skipped }
  }

  private sentence({ rows, rejected, skipped }: Pick<RowCounts, 'rows' | 'rejected' | 'skipped'>): string {
    const head = `${rejected + skipped} of ${rows} rows were not used (${rejected} rejected, ${skipped} skipped)`
    if (skipped > rejected)
      return `${head}: their times had been seen before; ${several}, and if its time is in several columns, list them all under time`
    const [mostFrequent] = [...this.reasons.values()].sort((a, b) => b.count - a.count)
    if (!mostFrequent) return head
    const { count, first } = mostFrequent
    const reason = count > 1 ? `the most frequent reason, ${count} times` : 'the first reason'
    // Rows that arrive as they occur cannot be sorted: that waits for the last one.
    const order = this.input.live
      ? 'set lateness of inOrder to the longest time that rows come late by'
      : 'set sort: true on the source if the rows are in no order'
    const cure = isLate(first) ? `; ${order}; ${several}` : ''
    return `${head}; ${reason}: ${describeReject(first)}${cure}`
  }
}

interface Reason {
  count: number
  /** The first reject with this reason. */
  readonly first: Reject
}

/** A row that `inOrder` rejects. */
const isLate = ({ reason }: Reject) => reason.startsWith('expected a time after ')

/** The column and what was expected, without what was found, which differs from row to row. */
const reasonOf = ({ column = '', reason }: Reject) =>
  `${column} ${reason.split(', got ', 1)[0]!.replace(/\d[\d:.TZ-]*/g, '')}`

const visitReason = (fields: Fields, reason: Reason | undefined): Reason => ({
  count: fields.counter('count', reason?.count ?? 0),
  first: visitReject(fields, reason?.first),
})

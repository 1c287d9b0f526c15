import type { Rows } from '../series/ledger.ts'
import { describeReject, type Reject } from '../series/reject.ts'

/** A few bad rows are what real files have; more than this share says that an option is missing. */
const usual = 0.1
/** Kinds of reason that are told apart: a file of nothing but odd rows must not fill the memory. */
const mostKinds = 50

/** Counts why rows are rejected, to say at the end what cost most of them. */
export class LostRows {
  private readonly kinds = new Map<string, { count: number; readonly first: Reject }>()

  add(reject: Reject): void {
    // What was expected is the kind; what was found differs from row to row.
    const kind = `${reject.column} ${reject.reason.split(', got ', 1)[0]!.replace(/\d[\d:.TZ-]*/g, '')}`
    const known = this.kinds.get(kind)
    if (known) known.count++
    else if (this.kinds.size < mostKinds) this.kinds.set(kind, { count: 1, first: reject })
  }

  /** What to tell whoever started the run; undefined where hardly any row was lost. */
  warning({ rows, rejected, skipped }: Rows): string | undefined {
    const lost = rejected + skipped
    if (lost <= usual * rows) return undefined
    const head = `${lost} of ${rows} rows were not used (${rejected} rejected, ${skipped} skipped)`
    if (skipped > rejected)
      return `${head}: times that were there already; where several series share the file, take one of them out`
    const [most] = [...this.kinds.values()].sort((a, b) => b.count - a.count)
    return most ? `${head}; most often, ${most.count} times: ${describeReject(most.first)}` : head
  }
}

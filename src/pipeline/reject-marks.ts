import type { Observation } from '../series/observation.ts'
import { describeReject, type Reject } from '../series/reject.ts'
import type { Mark } from '../server/wire.ts'

const mostWaiting = 5000

/**
 * Puts rejected rows on the data's own clock, which they may have no place on themselves: each stands where the first observation
 * from a later line does. Rows are read some way ahead of what is forecast, so until then they wait.
 */
export class RejectMarks {
  private waiting: Reject[] = []
  private last = Number.NaN

  add(reject: Reject): void {
    // A file of nothing but rejects must not fill the memory: the newest are kept.
    if (this.waiting.length >= mostWaiting) this.waiting.shift()
    this.waiting.push(reject)
  }

  /** The marks that stand at this observation. */
  at({ time, row }: Observation): Mark[] {
    this.last = time
    // Observations that were put in have no line: the next one that was read has.
    if (!row || this.waiting.length === 0) return []
    const passed = this.waiting.filter(({ line }) => line < row.line)
    if (passed.length > 0) this.waiting = this.waiting.filter(({ line }) => line >= row.line)
    return passed.map((reject) => this.mark(reject))
  }

  /** Those that no observation follows, at the time of the last; none where there never was one. */
  rest(): Mark[] {
    return Number.isNaN(this.last) ? [] : this.waiting.splice(0).map((reject) => this.mark(reject))
  }

  private mark(reject: Reject): Mark {
    return { time: this.last, kind: 'reject', text: describeReject(reject) }
  }
}

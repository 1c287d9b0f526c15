import type { KeyedMark } from '../recording/wire.ts'
import type { Observation } from '../series/observation.ts'
import { isBefore } from '../series/place.ts'
import { describeReject, type Reject } from '../series/reject.ts'
import { visitReject } from '../series/visit-observation.ts'
import type { Fields, Saveable } from '../state/fields.ts'

/** Bounds the memory for files of nothing but rejects: the newest are kept. */
const maxWaiting = 5000

/**
 * Gives rejected rows a time, since many have none that can be read: each gets that of the first observation that was
 * read after it, and belongs to the series that its row names. Rows are read ahead of what is forecast, so rejects wait until then.
 */
export class RejectMarks implements Saveable {
  private waiting: Reject[] = []
  private last = Number.NaN

  state(fields: Fields): void {
    this.waiting = fields.list('waiting', this.waiting, visitReject)
    this.last = fields.number('last', this.last)
  }

  add(reject: Reject): void {
    if (this.waiting.length >= maxWaiting) this.waiting.shift()
    this.waiting.push(reject)
  }

  /** The marks of the rejects before this observation. */
  at({ time, row }: Observation): KeyedMark[] {
    this.last = time
    // Observations that were filled in have no place.
    if (!row || this.waiting.length === 0) return []
    const passed = this.waiting.filter(({ place }) => !place || isBefore(place, row.place))
    if (passed.length > 0) this.waiting = this.waiting.filter((reject) => !passed.includes(reject))
    return passed.map((reject) => this.mark(reject))
  }

  /** The marks of those that no observation follows, at the time of the last; none if there was no observation. */
  rest(): KeyedMark[] {
    return Number.isNaN(this.last) ? [] : this.waiting.splice(0).map((reject) => this.mark(reject))
  }

  private mark(reject: Reject): KeyedMark {
    const mark = { time: this.last, kind: 'reject', text: describeReject(reject) } as const
    return reject.key ? { ...mark, key: reject.key } : mark
  }
}

import { crc32c } from '../state/crc32c.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import type { Kept } from './newest-rows.ts'

/** How far the rows of a whole input were taken. */
export class WholePosition implements Saveable {
  /** Rows of any kind that were read, without a last one that may still change. */
  known = 0
  /** Observations that were taken. */
  taken = 0
  /** The latest time of them, and how many had it. */
  latest = Number.NEGATIVE_INFINITY
  atLatest = 0
  /** The number in the input of the one that follows the last. */
  place = 0
  /** Periods without rows. */
  filled = 0
  /** Checksum of the known rows, in the order of the input. */
  checksum = 0
  /** Checksum of the times and values taken, in their order. */
  content = 0

  pass({ row: { time, values }, at }: Kept): void {
    this.content = crc32c(encoder.encode(`${this.content} ${time} ${Array.from(values)}`))
    this.taken++
    this.place = at + 1
    if (time > this.latest) this.atLatest = 0
    if (time >= this.latest) this.atLatest++
    this.latest = Math.max(this.latest, time)
  }

  state(fields: Fields): void {
    this.known = fields.counter('known', this.known)
    this.taken = fields.counter('taken', this.taken)
    this.latest = fields.number('latest', this.latest)
    this.atLatest = fields.counter('atLatest', this.atLatest)
    this.place = fields.counter('place', this.place)
    this.filled = fields.counter('filled', this.filled)
    this.checksum = fields.counter('checksum', this.checksum, 0xffff_ffff)
    this.content = fields.counter('content', this.content, 0xffff_ffff)
  }
}

const encoder = new TextEncoder()

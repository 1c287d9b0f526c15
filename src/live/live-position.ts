import type { Fields, Saveable } from '../state/fields.ts'
import type { Arrival } from './inbox.ts'

/** How far a live source was taken. */
export class LivePosition implements Saveable {
  /** Parts of messages taken so far, for the places of rows. */
  count = 0
  /** Parts taken of the message that is being taken. */
  within = 0
  /** Time of the last arrival, in milliseconds since 1970. */
  latest = 0
  /** How far the feed had come. */
  cursor = ''

  /** Moves on by an arrival that was taken whole. */
  pass({ at, cursor }: Arrival): void {
    this.within = 0
    this.latest = at
    if (cursor !== undefined) this.cursor = cursor
  }

  state(fields: Fields): void {
    this.count = fields.counter('count', this.count)
    this.within = fields.counter('within', this.within)
    this.latest = fields.number('latest', this.latest)
    this.cursor = fields.text('cursor', this.cursor)
  }
}

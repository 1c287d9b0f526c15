import type { Fields, Saveable } from '../state/fields.ts'
import type { Waiting } from './inbox.ts'

/** How far a live source was taken. */
export class LivePosition implements Saveable {
  /** Parts of messages taken so far, for the places of rows. */
  count = 0
  /** Parts taken of the message that is being taken. */
  within = 0
  /** Time of the last arrival, in milliseconds since 1970. */
  latest = 0
  /** How far the feed had come; empty if it did not say. */
  cursor = ''
  /** The place in the journal after the last message that was taken whole. */
  place = { file: 0, offset: 0 }
  /** The place when the position was last saved. */
  savedPlace = this.place
  private readonly rows: Saveable

  /** @param rows what reading the rows so far has left, to read the next ones in the same way */
  constructor(rows: Saveable) {
    this.rows = rows
  }

  /** Moves on by an arrival that was taken whole. */
  pass({ after, at, cursor }: Waiting): void {
    this.within = 0
    this.latest = at
    if (cursor !== undefined) this.cursor = cursor
    if (after) this.place = after
  }

  state(fields: Fields): void {
    this.count = fields.counter('count', this.count)
    this.within = fields.counter('within', this.within)
    this.latest = fields.number('latest', this.latest)
    this.cursor = fields.text('cursor', this.cursor)
    this.place = { file: fields.counter('file', this.place.file), offset: fields.counter('offset', this.place.offset) }
    fields.part('rows', this.rows)
    this.savedPlace = this.place
  }
}

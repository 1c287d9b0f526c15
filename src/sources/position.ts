import type { LeftOutBy } from '../series/ledger.ts'
import type { Observation } from '../series/observation.ts'
import type { Reject } from '../series/reject.ts'
import { timeOrNone } from '../series/valid-time.ts'
import { crc32c } from '../state/crc32c.ts'
import type { Fields, Saveable } from '../state/fields.ts'

/** A row of a text, or what became of it. */
type Row = Observation | Reject | 'header' | LeftOutBy

/**
 * How many rows of an input were taken, with a checksum of their texts, so that a changed input is not taken for the
 * one that was read before. Browser-safe.
 */
export class Position implements Saveable {
  rows = 0
  checksum = 0
  /** Latest time of an observation; NaN before the first. */
  latest = Number.NaN

  /** Begins with what says how rows are read, such as the names of their columns. */
  begin(head: string): void {
    this.checksum = crc32c(encoder.encode(head))
  }

  /** Moves on by a row. */
  pass(row: Row): void {
    this.rows++
    const observed = typeof row === 'object' && 'time' in row
    const raw = typeof row === 'string' ? row : observed ? (row.row?.raw ?? '') : row.raw
    const text = typeof raw === 'string' ? raw : raw.join('\u001f')
    this.checksum = crc32c(encoder.encode(`${this.checksum}\u001f${text}`))
    if (observed && !(row.time <= this.latest)) this.latest = row.time
  }

  state(fields: Fields): void {
    this.rows = fields.counter('rows', this.rows)
    this.checksum = fields.counter('checksum', this.checksum, 0xffff_ffff)
    this.latest = fields.number('latest', this.latest, timeOrNone)
  }
}

const encoder = new TextEncoder()

import type { Fields, Saveable } from '../state/fields.ts'

/** How far a partition of the input was taken. */
export class PartitionPosition implements Saveable {
  /** Offset of the first record that was not taken. */
  next = 0
  /** What the record before it is recognized by; 0 if there was none. */
  mark = 0
  private readonly rows: Saveable

  /** @param rows what reading the rows so far has left, to read the next ones in the same way */
  constructor(rows: Saveable) {
    this.rows = rows
  }

  state(fields: Fields): void {
    this.next = fields.counter('next', this.next)
    this.mark = fields.counter('mark', this.mark)
    fields.part('rows', this.rows)
  }
}

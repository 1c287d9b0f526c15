import { timeOrNone } from '../series/valid-time.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { joined, startsWith } from './byte-input.ts'

/** Bytes that tell files apart, at the beginning and before the position. */
export const headBytes = 1024
const tailBytes = 256

/**
 * How far a file that grows was read, and what tells it from other files, whatever its name is then: its number in the
 * file system, its first bytes, and the last ones that were read.
 */
export class FollowPosition implements Saveable {
  /** Number of the file; empty before the first. */
  inode = ''
  /** Bytes that were taken, in whole records. */
  offset = 0
  /** The first bytes, also those after the offset that were there when the file was begun. */
  head: Uint8Array = new Uint8Array(0)
  /** The bytes before the offset. */
  tail: Uint8Array = new Uint8Array(0)
  /** Latest time of an observation; NaN before the first. */
  latest = Number.NaN
  /** What reading the next rows depends on. */
  format: Saveable

  constructor(format: Saveable) {
    this.format = format
  }

  /** Goes to the beginning of a file, which has these first bytes. */
  begin(inode: string, head: Uint8Array): void {
    this.inode = inode
    this.offset = 0
    this.head = head
    this.tail = new Uint8Array(0)
  }

  /**
   * Moves on by bytes.
   *
   * @param length of them in the file: more than there are here if some were left out
   */
  pass(bytes: Uint8Array, length: number): void {
    const whole = bytes.length === length
    if (this.head.length >= this.offset && this.offset < headBytes) {
      const begin = joined(this.head.subarray(0, this.offset), bytes.subarray(0, headBytes - this.offset))
      if (!startsWith(this.head, begin)) this.head = begin.slice()
    }
    this.tail = whole ? joined(this.tail, bytes).slice(-tailBytes) : new Uint8Array(0)
    this.offset += length
  }

  state(fields: Fields): void {
    this.inode = fields.text('inode', this.inode)
    this.offset = fields.counter('offset', this.offset)
    this.head = fields.array('head', this.head)
    this.tail = fields.array('tail', this.tail)
    this.latest = fields.number('latest', this.latest, timeOrNone)
    fields.part('format', this.format)
  }
}

import { joined } from './byte-input.ts'

/** Whole lines of a text. */
export interface Lines {
  readonly bytes: Uint8Array
  /** Bytes that they take in the file: more than there are here if a line is too long. */
  readonly length: number
}

/** Bytes of a line that are kept, at most: more than the longest line of any format. */
const longestLine = 2 ** 22
const lineFeed = 10
const quote = 34

/**
 * Cuts a text that grows into whole lines. The rest of a line that is not complete yet waits; of a line of more than 4
 * MB only the beginning is kept. Browser-safe.
 */
export class WholeLines {
  private bytes: Uint8Array = new Uint8Array(0)
  /** Bytes of a line that is too long which were left out. */
  private leftOut = 0
  /** Where a line end is searched from: the bytes before have none. */
  private searched = 0
  /** Bytes of a character, and which of them tells that it is a line feed. */
  private readonly width: number
  private readonly at: number

  /** @param encoding a label of the WHATWG encoding standard */
  constructor(encoding: string) {
    const wide = /^utf-16(le|be)?$/i.exec(encoding)
    this.width = wide ? 2 : 1
    this.at = wide?.[1]?.toLowerCase() === 'be' ? 1 : 0
  }

  /** Takes in what follows. */
  push(chunk: Uint8Array): void {
    this.bytes = joined(this.bytes, chunk)
    if (this.bytes.length <= longestLine || this.endAfter(this.searched) > 0) return
    const { length } = this.bytes
    const half = length % this.width
    this.leftOut += length - longestLine - half
    this.bytes = joined(this.bytes.slice(0, longestLine), this.bytes.slice(length - half))
    this.searched = longestLine
  }

  /**
   * The next whole lines; undefined if no line is complete.
   *
   * @param most lines at most
   * @param alone whether a line with a quote is taken alone
   */
  take(most: number, alone = false): Lines | undefined {
    let end = 0
    for (let count = 0; count < most; count++) {
      const next = this.endAfter(Math.max(end, this.searched))
      const quoted = alone && next > 0 && this.bytes.subarray(end, next).includes(quote)
      if (next === 0 || (quoted && end > 0)) break
      end = next
      if (this.leftOut > 0 || quoted) break
    }
    if (end > 0) return this.cut(end)
    // A character may be cut in two.
    this.searched = Math.max(0, this.bytes.length - (this.bytes.length % this.width))
    return undefined
  }

  /** The last line, which has no line end; undefined if there is none. */
  rest(): Lines | undefined {
    return this.bytes.length > 0 ? this.cut(this.bytes.length) : undefined
  }

  private cut(end: number): Lines {
    const lines = { bytes: this.bytes.subarray(0, end), length: end + this.leftOut }
    this.bytes = this.bytes.subarray(end)
    this.leftOut = 0
    this.searched = 0
    return lines
  }

  /** Index after the first line end at or after an index; 0 if there is none. */
  private endAfter(from: number): number {
    const { at, bytes, width } = this
    for (let i = bytes.indexOf(lineFeed, from); i >= 0; i = bytes.indexOf(lineFeed, i + 1)) {
      if (width === 1) return i + 1
      if (i % 2 === at && i - at + 1 < bytes.length && bytes[at === 0 ? i + 1 : i - 1] === 0) return i - at + 2
    }
    return 0
  }
}

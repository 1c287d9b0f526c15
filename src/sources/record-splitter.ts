import type { Fields, Saveable } from '../state/fields.ts'

/** Characters of a record, at most: more means a quote that is not closed, or a file that is not CSV. */
export const longestRecord = 65_536

/** The text of consecutive complete records. */
export interface Piece {
  readonly text: string
  /** Line on which it begins, counted from 1. */
  readonly line: number
  /** True for the beginning of a record that is too long; its rest, until the next line end, is skipped. */
  readonly tooLong?: true
}

/** A quoted cell that is not closed. */
export interface OpenQuote {
  readonly line: number
  /** Counted from 1, in characters. */
  readonly column: number
  /** The text from the start of its record, up to the longest record. */
  readonly text: string
}

const quote = 34
const lineFeed = 10
const carriageReturn = 13
const tab = 9
const space = 32
const formFeed = 12
/** What csv-parse skips before a quote. */
const isSpace = (code: number) => code === space || code === tab || code === formFeed

/**
 * Splits chunks of a CSV text into pieces of complete records, so that a record can be parsed as soon as it has ended.
 * Records end at a line end outside quotes; a quote opens only at the start of a cell (RFC 4180, section 2), or after
 * spaces there. The pieces that are too long do not depend on the chunks. Browser-safe.
 */
export class RecordSplitter implements Saveable {
  /** Line on which `rest` begins. */
  line = 1
  private rest = ''
  /** How much of `rest` has been scanned, and the state there: inside quotes or not, at the start of a cell or not. */
  private scanned = 0
  private quoted = false
  private atStart = true
  private openedAt = 0
  private closedAt = -2
  /** True in a line of comment, in which quotes mean nothing. */
  private commented = false
  /** Lines to skip, or 1 for the rest of a record that is too long; `rest` is then the last character. */
  private skipping: number
  private readonly delimiter: number
  private readonly comment: number

  /**
   * @param skip lines to leave out at the beginning
   * @param comment first character of lines in which quotes mean nothing; '' for none
   */
  constructor(delimiter: string, skip = 0, comment = '') {
    this.delimiter = delimiter.charCodeAt(0)
    this.skipping = skip
    this.comment = comment.charCodeAt(0)
  }

  /** Takes in a chunk; returns the records that it completes. */
  push(chunk: string): Piece[] {
    const pieces: Piece[] = []
    let at = 0
    while (at < chunk.length && !this.endless) {
      if (this.skipping > 0) {
        at = this.skip(chunk, at)
        continue
      }
      // Only up to the length at which the record is too long.
      const room = longestRecord + 1 - this.rest.length
      this.rest += chunk.slice(at, at + room)
      at += room
      const end = this.lastRecordEnd()
      if (end > 0) pieces.push(this.cut(end))
      else if (this.rest.length > longestRecord && !this.quoted) {
        pieces.push({ ...this.cut(longestRecord), tooLong: true })
        this.skipping = 1
      }
    }
    return pieces
  }

  /** The last record, if the text does not end with a line end. */
  end(): Piece | undefined {
    return this.rest.length > 0 && this.skipping === 0 ? this.cut(this.rest.length) : undefined
  }

  /** Whether a record has begun that is not complete. */
  get pending(): boolean {
    return this.rest !== ''
  }

  /** Where the last whole record has ended. */
  state(fields: Fields): void {
    this.line = fields.counter('line', this.line)
    this.skipping = fields.counter('skipping', this.skipping)
  }

  /** True if a quote is still open after the longest record; nothing is read after that. */
  get endless(): boolean {
    return this.quoted && this.rest.length > longestRecord
  }

  /** Searches for the end of a line to skip; returns the index in the chunk at which the next one begins. */
  private skip(chunk: string, at: number): number {
    const text = this.rest + chunk.slice(at)
    const end = /\n|\r(?!\n|$)/.exec(text)
    if (!end) {
      this.rest = text.slice(-1)
      return chunk.length
    }
    const next = at + end.index + 1 - this.rest.length
    this.rest = ''
    this.scanned = 0
    this.line++
    this.atStart = true
    this.skipping--
    return next
  }

  /** The quote that is open at the end of the text so far; undefined if there is none. */
  get openQuote(): OpenQuote | undefined {
    if (!this.quoted) return undefined
    const before = this.rest.slice(0, this.openedAt)
    const lineStart = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1
    const text = this.rest.slice(0, longestRecord)
    return { line: this.line + countLines(before), column: this.openedAt - lineStart + 1, text }
  }

  /** Index after the last line end outside quotes; 0 if there is none. */
  private lastRecordEnd(): number {
    const { rest, scanned } = this
    if (!this.quoted) this.commented = this.isComment(0)
    // Without quotes not every character has to be checked. Line ends before `scanned` are inside quotes.
    if (!this.quoted && rest.indexOf('"', scanned) < 0) {
      const last = this.lastLineEnd()
      const end = last > scanned ? last : 0
      this.atStart = this.startsAfter(Math.max(end, scanned))
      if (end > 0) this.commented = this.isComment(end)
      this.markScanned(rest)
      return end
    }
    let end = 0
    for (let i = this.scanned; i < rest.length; i++) {
      const code = rest.charCodeAt(i)
      // Scanning stops and `rest` is cut at a record's end, so a line outside quotes begins only here.
      if (i === end && i > 0 && !this.quoted) this.commented = this.isComment(end)
      if (this.quoted) {
        // A doubled quote closes and opens again, which makes no difference.
        if (code === quote) {
          this.quoted = false
          this.closedAt = i
        }
        this.atStart = false
      } else if (code === quote && !this.commented && (this.atStart || this.closedAt === i - 1)) {
        if (this.atStart) this.openedAt = i
        this.quoted = true
      } else if (
        code === lineFeed ||
        (code === carriageReturn && rest.charCodeAt(i + 1) !== lineFeed && i + 1 < rest.length)
      ) {
        end = i + 1
        this.atStart = true
      } else this.atStart = this.separates(code) || (this.atStart && isSpace(code))
    }
    this.markScanned(rest)
    return end
  }

  /** Whether a cell begins at the end of `rest`: there are only spaces after a delimiter, or after the index. */
  private startsAfter(from: number): boolean {
    let last = this.rest.length - 1
    while (last >= from && isSpace(this.rest.charCodeAt(last)) && !this.separates(this.rest.charCodeAt(last))) last--
    if (last >= from) return this.separates(this.rest.charCodeAt(last))
    return from > this.scanned || this.atStart
  }

  /** Whether the line that begins there is a comment, which may be indented. */
  private isComment(from: number): boolean {
    if (Number.isNaN(this.comment)) return false
    const begin = /[^\S\r\n]*/y
    begin.lastIndex = from
    begin.test(this.rest)
    return this.rest.charCodeAt(begin.lastIndex) === this.comment
  }

  /** Spaces as delimiter include tabs. */
  private separates(code: number): boolean {
    return code === this.delimiter || (code === tab && this.delimiter === space)
  }

  /** Marks everything as scanned except a carriage return at the very end, whose line feed may follow. */
  private markScanned(rest: string): void {
    this.scanned = !this.quoted && rest.endsWith('\r') ? rest.length - 1 : rest.length
  }

  /**
   * Index after the last line end: a line feed or, as in old Macintosh files, a carriage return alone. A carriage
   * return at the very end does not count, since its line feed may follow.
   */
  private lastLineEnd(): number {
    const { rest } = this
    let end = rest.lastIndexOf('\n') + 1
    for (let i = rest.indexOf('\r', end); i >= 0 && i + 1 < rest.length; i = rest.indexOf('\r', i + 1)) end = i + 1
    return end
  }

  private cut(end: number): Piece {
    const piece = { text: this.rest.slice(0, end), line: this.line }
    this.line += countLines(piece.text)
    this.rest = this.rest.slice(end)
    this.scanned -= end
    this.openedAt -= end
    this.closedAt -= end
    return piece
  }
}

/** The number of line ends in a text: line feeds, carriage returns, and both together. */
export function countLines(text: string): number {
  let count = 0
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) count++
  for (let i = text.indexOf('\r'); i >= 0; i = text.indexOf('\r', i + 1))
    if (text.charCodeAt(i + 1) !== lineFeed) count++
  return count
}

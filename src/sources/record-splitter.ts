/** Characters that one record may have before its line end: more is a quote that was never closed, or no CSV. */
export const longestRecord = 65_536

/** A run of whole records, as text. */
export interface Piece {
  readonly text: string
  /** Line on which it begins, counted from 1. */
  readonly line: number
  /** True where it is the beginning of one record that is too long: the rest of it, to the next line end, is left out. */
  readonly tooLong?: true
}

/** A quoted cell that never ends. */
export interface OpenQuote {
  readonly line: number
  /** Counted from 1, in characters. */
  readonly column: number
  /** The text from the start of its record on, as far as a record may go. */
  readonly text: string
}

const quote = 34
const lineFeed = 10
const carriageReturn = 13

/**
 * Cuts a CSV text that comes in chunks into pieces of whole records, so that each can be parsed at once and nothing waits for a chunk that may
 * never come. Records end at a line end outside quotes; a quote opens only at the start of a cell (RFC 4180, §2). What is too long is the same
 * however the text is cut into chunks. Browser-safe.
 */
export class RecordSplitter {
  private rest = ''
  /** Line on which `rest` begins. */
  private line = 1
  /** How far `rest` has been looked through, and what was found: inside quotes or not, at the start of a cell or not. */
  private seen = 0
  private quoted = false
  private atStart = true
  private openedAt = 0
  private closedAt = -2
  /** Within what follows the beginning of a record that is too long; `rest` is its last character. */
  private passing = false
  private readonly delimiter: number

  constructor(delimiter: string) {
    this.delimiter = delimiter.charCodeAt(0)
  }

  /** Takes in a chunk; returns the records that it completes. */
  push(chunk: string): Piece[] {
    const pieces: Piece[] = []
    let at = 0
    while (at < chunk.length && !this.endless) {
      if (this.passing) {
        at = this.passOver(chunk, at)
        continue
      }
      // No further than where the record that has begun is too long.
      const room = longestRecord + 1 - this.rest.length
      this.rest += chunk.slice(at, at + room)
      at += room
      const end = this.lastRecordEnd()
      if (end > 0) pieces.push(this.cut(end))
      else if (this.rest.length > longestRecord && !this.quoted) {
        pieces.push({ ...this.cut(longestRecord), tooLong: true })
        this.passing = true
      }
    }
    return pieces
  }

  /** The last record, where the text does not end in a line end. */
  end(): Piece | undefined {
    return this.rest.length > 0 && !this.passing ? this.cut(this.rest.length) : undefined
  }

  /** True where a quote is open still after as many characters as a record may have: nothing is read beyond it. */
  get endless(): boolean {
    return this.quoted && this.rest.length > longestRecord
  }

  /** Looks for the end of a record that is too long; returns where in the chunk the next one begins. */
  private passOver(chunk: string, at: number): number {
    const text = this.rest + chunk.slice(at)
    const end = /\n|\r(?!\n|$)/.exec(text)
    if (!end) {
      this.rest = text.slice(-1)
      return chunk.length
    }
    const next = at + end.index + 1 - this.rest.length
    this.rest = ''
    this.seen = 0
    this.line++
    this.atStart = true
    this.passing = false
    return next
  }

  /** The quote that is open at the end of what was read, where there is one. */
  get openQuote(): OpenQuote | undefined {
    if (!this.quoted) return undefined
    const before = this.rest.slice(0, this.openedAt)
    const lineStart = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1
    const text = this.rest.slice(0, longestRecord)
    return { line: this.line + countLines(before), column: this.openedAt - lineStart + 1, text }
  }

  /** Index after the last line end outside quotes; 0 where there is none. */
  private lastRecordEnd(): number {
    const { rest, seen } = this
    // Without a quote in sight there is no need to look at every character. Line ends before `seen` stand inside quotes.
    if (!this.quoted && rest.indexOf('"', seen) < 0) {
      const last = this.lastLineEnd()
      const end = last > seen ? last : 0
      this.atStart =
        end === rest.length || (rest.length > seen ? rest.charCodeAt(rest.length - 1) === this.delimiter : this.atStart)
      this.look(rest)
      return end
    }
    let end = 0
    for (let i = this.seen; i < rest.length; i++) {
      const code = rest.charCodeAt(i)
      if (this.quoted) {
        // A doubled quote closes and opens again: the same in the end.
        if (code === quote) {
          this.quoted = false
          this.closedAt = i
        }
        this.atStart = false
      } else if (code === quote && (this.atStart || this.closedAt === i - 1)) {
        if (this.atStart) this.openedAt = i
        this.quoted = true
      } else if (
        code === lineFeed ||
        (code === carriageReturn && rest.charCodeAt(i + 1) !== lineFeed && i + 1 < rest.length)
      ) {
        end = i + 1
        this.atStart = true
      } else this.atStart = code === this.delimiter
    }
    this.look(rest)
    return end
  }

  /** All has been looked at, but for a carriage return at the very end: its line feed may be yet to come. */
  private look(rest: string): void {
    this.seen = !this.quoted && rest.endsWith('\r') ? rest.length - 1 : rest.length
  }

  /** Index after the last line end: a line feed or, as old Macintosh files have it, a carriage return alone. The last character may yet be followed by its line feed. */
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
    this.seen -= end
    this.openedAt -= end
    this.closedAt -= end
    return piece
  }
}

/** Line ends in a text: line feeds, carriage returns, and the two together. */
export function countLines(text: string): number {
  let count = 0
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) count++
  for (let i = text.indexOf('\r'); i >= 0; i = text.indexOf('\r', i + 1))
    if (text.charCodeAt(i + 1) !== lineFeed) count++
  return count
}

/** A run of whole records, as text. */
export interface Piece {
  readonly text: string
  /** Line on which it begins, counted from 1. */
  readonly line: number
}

/** A quoted cell that never ends. */
export interface OpenQuote {
  readonly line: number
  /** Counted from 1, in characters. */
  readonly column: number
  /** The text from the start of its record on. */
  readonly text: string
}

const quote = 34
const lineFeed = 10
const carriageReturn = 13

/**
 * Cuts a CSV text that comes in chunks into pieces of whole records, so that each can be parsed at once and nothing waits for a chunk that may
 * never come. Records end at a line end outside quotes; a quote opens only at the start of a cell (RFC 4180, §2). Browser-safe.
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
  private readonly delimiter: number

  constructor(delimiter: string) {
    this.delimiter = delimiter.charCodeAt(0)
  }

  /** Characters held back until their record is whole. */
  get held(): number {
    return this.rest.length
  }

  /** Takes in a chunk; returns the records that it completes. */
  push(chunk: string): Piece | undefined {
    this.rest += chunk
    const end = this.lastRecordEnd()
    return end > 0 ? this.cut(end) : undefined
  }

  /** The last record, where the text does not end in a line end. */
  end(): Piece | undefined {
    return this.rest.length > 0 ? this.cut(this.rest.length) : undefined
  }

  /** The quote that is open at the end of what was read, where there is one. */
  get openQuote(): OpenQuote | undefined {
    if (!this.quoted) return undefined
    const before = this.rest.slice(0, this.openedAt)
    const lineStart = before.lastIndexOf('\n') + 1
    return { line: this.line + countLines(before), column: this.openedAt - lineStart + 1, text: this.rest }
  }

  /** Index after the last line end outside quotes; 0 where there is none. */
  private lastRecordEnd(): number {
    const { rest, seen } = this
    // Without a quote in sight there is no need to look at every character. Line ends before `seen` stand inside quotes.
    if (!this.quoted && rest.indexOf('"', seen) < 0) {
      const last = Math.max(rest.lastIndexOf('\n'), this.lastLoneReturn())
      const end = last >= seen ? last + 1 : 0
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

  /** Old Macintosh line ends: a carriage return alone. The last character may yet be followed by its line feed. */
  private lastLoneReturn(): number {
    if (this.rest.indexOf('\n') >= 0) return -1
    return this.rest.lastIndexOf('\r', this.rest.length - 2)
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

/** Line ends in a text: line feeds, or carriage returns where there is no line feed at all. */
export function countLines(text: string): number {
  const mark = text.includes('\n') ? '\n' : '\r'
  let count = 0
  for (let i = text.indexOf(mark); i >= 0; i = text.indexOf(mark, i + 1)) count++
  return count
}

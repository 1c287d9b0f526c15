import { countLines } from './record-splitter.ts'

const quote = 34
const space = 32
const tab = 9
const lineFeed = 10
const carriageReturn = 13

/** A record and the line on which it begins. */
interface Quoted {
  readonly line: number
  readonly cells: string[]
}

/**
 * Reads complete records whose cells may be quoted (RFC 4180). Spaces around quotes are ignored; a quote inside a cell,
 * or a cell that goes on after its quote, is kept as it is.
 *
 * @param line on which the text begins
 * @param delimiter between cells; ' ' for runs of spaces and tabs
 * @param comment first character of lines to leave out; '' for none
 * @example quotedCells('"a, b",c\n', 1, ',', '') // [{ line: 1, cells: ['a, b', 'c'] }]
 */
export function quotedCells(text: string, line: number, delimiter: string, comment: string): Quoted[] {
  const reader = new QuotedText(text, line, delimiter)
  const records: Quoted[] = []
  while (reader.at < text.length) {
    if (comment !== '' && text.startsWith(comment, reader.at)) reader.skipLine()
    else records.push(reader.record())
  }
  return records
}

class QuotedText {
  at = 0
  private line: number
  private readonly text: string
  private readonly delimiter: number
  private readonly inRuns: boolean

  constructor(text: string, line: number, delimiter: string) {
    this.text = text
    this.line = line
    this.delimiter = delimiter.charCodeAt(0)
    this.inRuns = delimiter === ' '
  }

  record(): Quoted {
    const { line } = this
    const cells: string[] = []
    if (this.inRuns) this.at = this.afterSpaces(this.at)
    while (!this.inRuns || !this.endsAt(this.at)) {
      cells.push(this.cell())
      if (this.endsAt(this.at)) break
      this.at = this.inRuns ? this.afterSpaces(this.at) : this.at + 1
    }
    this.endLine()
    return { line, cells }
  }

  skipLine(): void {
    while (!this.endsAt(this.at)) this.at++
    this.endLine()
  }

  private cell(): string {
    const { text, at } = this
    const open = this.afterSpaces(at)
    const close = text.charCodeAt(open) === quote ? this.closing(open + 1) : -1
    if (close >= 0) {
      const after = this.inRuns ? close + 1 : this.afterSpaces(close + 1)
      this.at = this.plainEnd(close + 1)
      const raw = text.slice(open + 1, close)
      this.line += countLines(raw)
      return after === this.at ? raw.replaceAll('""', '"') : text.slice(at, this.at)
    }
    this.at = this.plainEnd(at)
    return text.slice(at, this.at)
  }

  /** Index of the quote that closes the cell; a doubled one does not. -1 if there is none. */
  private closing(from: number): number {
    let close = this.text.indexOf('"', from)
    while (close >= 0 && this.text.charCodeAt(close + 1) === quote) close = this.text.indexOf('"', close + 2)
    return close
  }

  /** Index of the next delimiter or line end. */
  private plainEnd(from: number): number {
    const { text, delimiter, inRuns } = this
    let at = from
    while (!this.endsAt(at)) {
      const code = text.charCodeAt(at)
      if (code === delimiter || (inRuns && code === tab)) break
      at++
    }
    return at
  }

  private endsAt(at: number): boolean {
    const code = this.text.charCodeAt(at)
    return code === lineFeed || code === carriageReturn || at >= this.text.length
  }

  /** Goes past a line end: a line feed, a carriage return, or both together. */
  private endLine(): void {
    const both = this.text.charCodeAt(this.at) === carriageReturn && this.text.charCodeAt(this.at + 1) === lineFeed
    this.at += both ? 2 : 1
    this.line++
  }

  /** Index after spaces, and after tabs if they separate cells. */
  private afterSpaces(from: number): number {
    let at = from
    for (let code = this.text.charCodeAt(at); code === space || (this.inRuns && code === tab); ) {
      at++
      code = this.text.charCodeAt(at)
    }
    return at
  }
}

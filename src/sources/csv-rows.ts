import { DataError } from '../errors.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { quotedCells } from './quoted-cells.ts'
import { longestRecord, type Piece, RecordSplitter } from './record-splitter.ts'

/** A record, and the line on which it begins, from 1. */
export interface CsvRecord {
  readonly line: number
  readonly cells: readonly string[]
}

/** A record of more than 65,536 characters, of which only the beginning is kept. */
export interface LongRecord {
  readonly line: number
  readonly beginning: string
}

/** The layout of a CSV text. */
export interface CsvLayout {
  /** Character between cells; ' ' for runs of spaces and tabs, which are also ignored around a row. */
  readonly delimiter: string
  /** Lines to leave out at the beginning. */
  readonly skip?: number
  /** First character of lines to leave out; '' for none. */
  readonly comment?: string
}

/**
 * Parses CSV text from chunks of any size; returns each record as soon as it is complete. Blank lines and comments are
 * skipped. Browser-safe.
 *
 * @example
 * const rows = new CsvRows('a.csv', { delimiter: ',' })
 * rows.push('a,b\n1,') // [{ line: 1, cells: ['a', 'b'] }]
 */
export class CsvRows implements Saveable {
  private readonly file: string
  private readonly delimiter: string
  private readonly comment: string
  private readonly splitter: RecordSplitter
  private first = true
  private any = false

  constructor(file: string, { delimiter, skip = 0, comment = '' }: CsvLayout) {
    this.file = file
    this.delimiter = delimiter
    this.comment = comment
    this.splitter = new RecordSplitter(delimiter, skip, comment)
  }

  /** Line on which the next record begins. */
  get line(): number {
    return this.splitter.line
  }

  /** Whether a record has begun that is not complete. */
  get pending(): boolean {
    return this.splitter.pending
  }

  state(fields: Fields): void {
    this.first = fields.boolean('first', this.first)
    this.any = fields.boolean('any', this.any)
    fields.part('splitter', this.splitter)
  }

  /** @throws DataError if the first record, the header, is too long */
  push(chunk: string): (CsvRecord | LongRecord)[] {
    const text = this.first && chunk.startsWith('\ufeff') ? chunk.slice(1) : chunk
    if (chunk.length > 0) this.first = false
    const records: (CsvRecord | LongRecord)[] = []
    for (const piece of this.splitter.push(text)) this.read(piece, records)
    return records
  }

  /** The last record, if the text does not end with a line end. */
  end(): (CsvRecord | LongRecord)[] {
    if (this.splitter.openQuote) return []
    const piece = this.splitter.end()
    const records: (CsvRecord | LongRecord)[] = []
    if (piece) this.read(piece, records)
    return records
  }

  /** Why nothing more can be read; undefined if it can. To be called after each push, and at the end. */
  problem(ended: boolean): DataError | undefined {
    if (!ended && !this.splitter.endless) return undefined
    const { open } = this
    if (!open) return undefined
    const got = this.splitter.endless ? `${longestRecord} characters without it` : 'the end of the file'
    return new DataError(
      `${this.file}:${open.line}:${open.column} expected the quote opened here to be closed, got ${got}; close it, or double quotes inside a cell`,
    )
  }

  /** The quote that is open, with its text for the reject; undefined if none is. */
  get open() {
    return this.splitter.openQuote
  }

  private read(piece: Piece, records: (CsvRecord | LongRecord)[]): void {
    if (piece.tooLong) {
      if (!this.any)
        throw new DataError(
          `${this.file}:${piece.line} expected a header of at most ${longestRecord} characters, got more; check the line ends`,
        )
      records.push({ line: piece.line, beginning: piece.text })
      return
    }
    this.any = true
    const { text, line } = piece
    if (!text.includes('"')) this.split(piece, records)
    else
      for (const record of quotedCells(text, line, this.delimiter, this.comment))
        if (!isBlank(record.cells)) records.push(record)
  }

  /** Cells without quotes end at each delimiter. */
  private split({ text, line }: Piece, records: (CsvRecord | LongRecord)[]): void {
    const { comment, delimiter } = this
    const padded = /[^\S\r\n]/.test(text)
    const lines = text.includes('\r') ? text.split(/\r\n?|\n/) : text.split('\n')
    for (let i = 0; i < lines.length; i++) {
      const row = delimiter === ' ' ? lines[i]!.trim() : lines[i]!
      if (row === '' || (comment !== '' && row.trimStart().startsWith(comment))) continue
      const cells = row.split(delimiter === ' ' ? spaces : delimiter)
      // As csv-parse does in text with quotes.
      if (padded) for (let c = 0; c < cells.length; c++) cells[c] = cells[c]!.trimStart()
      if (!isBlank(cells)) records.push({ line: line + i, cells })
    }
  }
}

const spaces = /[ \t]+/
const isBlank = (cells: readonly string[]) => cells.length < 2 && (cells[0] ?? '').trim() === ''

import { parse } from 'csv-parse/sync'
import { DataError } from '../series/errors.ts'
import { countLines, type Piece, RecordSplitter } from './record-splitter.ts'

/** A record of the file and the line on which it begins, counted from 1. */
export interface Record {
  readonly line: number
  readonly cells: readonly string[]
}

/** Characters that one record may have: more is a quote that was never closed, or no CSV. */
const longestRecord = 65_536

/**
 * CSV text in chunks of any size in, records out as soon as they are whole. Blank lines are passed over. Browser-safe.
 *
 * @example
 * const rows = new CsvRows('a.csv', ',')
 * rows.push('a,b\n1,') // [{ line: 1, cells: ['a', 'b'] }]
 */
export class CsvRows {
  private readonly file: string
  private readonly delimiter: string
  private readonly splitter: RecordSplitter
  private first = true

  constructor(file: string, delimiter: string) {
    this.file = file
    this.delimiter = delimiter
    this.splitter = new RecordSplitter(delimiter)
  }

  /** @throws DataError where a record does not end within 65,536 characters */
  push(chunk: string): Record[] {
    const text = this.first && chunk.startsWith('\ufeff') ? chunk.slice(1) : chunk
    if (chunk.length > 0) this.first = false
    const piece = this.splitter.push(text)
    const records = piece ? this.parse(piece) : []
    return records
  }

  /** The last record, where the text does not end in a line end. */
  end(): Record[] {
    if (this.splitter.openQuote) return []
    const piece = this.splitter.end()
    return piece ? this.parse(piece) : []
  }

  /** Why what is still held back can be no record; undefined where it can. To be asked after each push, and at the end. */
  problem(ended: boolean): DataError | undefined {
    const open = this.splitter.openQuote
    if (!ended && this.splitter.held <= longestRecord) return undefined
    if (open) {
      return new DataError(
        `${this.file}:${open.line}:${open.column} expected the quote opened here to be closed, got ${ended ? 'the end of the file' : `${longestRecord} characters without it`}; close it, or double quotes inside a cell`,
      )
    }
    if (!ended)
      return new DataError(
        `${this.file}: expected a record of at most ${longestRecord} characters, got ${this.splitter.held}; check the delimiter and the line ends`,
      )
    return undefined
  }

  /** The text that an open quote has swallowed, for the reject. */
  get open() {
    return this.splitter.openQuote
  }

  private parse({ text, line }: Piece): Record[] {
    const rows: string[][] = parse(text, {
      delimiter: this.delimiter,
      record_delimiter: text.includes('\r') ? ['\r\n', '\n', '\r'] : '\n',
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: 0,
    })
    const spansLines = text.includes('"')
    const records: Record[] = []
    let at = line
    for (const cells of rows) {
      if (cells.length > 1 || cells[0] !== '') records.push({ line: at, cells })
      at++
      if (spansLines) for (const cell of cells) at += cell.includes('\n') || cell.includes('\r') ? countLines(cell) : 0
    }
    return records
  }
}

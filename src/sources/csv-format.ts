import { DataError } from '../series/errors.ts'
import type { Observation } from '../series/observation.ts'
import type { Reject } from '../series/reject.ts'
import { CsvRows, type Record } from './csv-rows.ts'
import type { Format, Skip } from './reader.ts'
import { skip } from './reader.ts'
import { type Columns, RowDecoder } from './row-decoder.ts'

/** CSV with a header: RFC 4180, any line ends, with or without a byte order mark. */
export class CsvFormat implements Format {
  private readonly file: string
  private readonly columns: Columns
  private readonly rows: CsvRows
  private decoder: RowDecoder | undefined
  private any = false

  constructor(file: string, delimiter: string, columns: Columns) {
    this.file = file
    this.columns = columns
    this.rows = new CsvRows(file, delimiter)
  }

  get utcAssumed(): boolean {
    return this.decoder?.utcAssumed ?? false
  }

  push(chunk: string): (Observation | Reject | Skip)[] {
    return this.decode(this.rows.push(chunk))
  }

  end(): (Observation | Reject | Skip)[] {
    const rows = this.decode(this.rows.end())
    const { open } = this.rows
    if (open)
      rows.push({
        file: this.file,
        line: open.line,
        reason: `expected the quote opened in column ${open.column} to be closed`,
        raw: open.text.slice(0, 65_536),
      })
    return rows
  }

  problem(ended: boolean): DataError | undefined {
    const problem = this.rows.problem(ended)
    if (problem || !ended || this.any) return problem
    if (!this.decoder) return new DataError(`${this.file}: expected a header and rows, got an empty file`)
    return new DataError(`${this.file}:1 expected rows after the header, got the end of the file`)
  }

  private decode(records: Record[]): (Observation | Reject | Skip)[] {
    const rows: (Observation | Reject | Skip)[] = []
    for (const { line, cells } of records) {
      if (!this.decoder) {
        this.decoder = new RowDecoder(this.file, line, cells, this.columns)
        continue
      }
      this.any = true
      rows.push(this.decoder.isHeader(cells) ? skip : this.decoder.decode(cells, line))
    }
    return rows
  }
}

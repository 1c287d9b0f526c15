import type { DataError } from '../errors.ts'
import { fieldOf, isJsonRow } from './json-fields.ts'
import { type JsonRecord, JsonRows } from './json-rows.ts'
import type { Format, Rows } from './reader.ts'
import { type Columns, columnNames, RowDecoder } from './row-decoder.ts'

/** A JSON object per line, the elements of a JSON array, or rows inside a JSON document; see `JsonRows`. */
export class NdjsonFormat implements Format {
  private readonly names: readonly string[]
  private readonly decoder: RowDecoder
  private readonly rows: JsonRows

  /** @param at place of the rows inside a document; undefined for lines, or an array */
  constructor(file: string, columns: Columns, at?: string) {
    this.names = columnNames(columns)
    this.decoder = new RowDecoder(file, 1, this.names, columns)
    this.rows = new JsonRows(file, at)
  }

  get utcAssumed(): boolean {
    return this.decoder.utcAssumed
  }

  push(chunk: string): Rows {
    return this.rows.push(chunk).map((record) => this.decode(record))
  }

  end(): Rows {
    return this.rows.end().map((record) => this.decode(record))
  }

  problem(ended: boolean): DataError | undefined {
    return this.rows.problem(ended) ?? (ended ? this.decoder.problem : undefined)
  }

  private decode(record: JsonRecord): Rows[number] {
    if ('reason' in record) return record
    const { place, raw, row } = record
    const cells: string[] = []
    for (const column of this.names) {
      const field = fieldOf(row, column)
      if (isJsonRow(field)) {
        const [first] = Object.keys(field)
        const cure = first === undefined ? 'name another field' : `name a field in it, such as ${column}.${first}`
        return { place, raw, column, reason: `expected a number or text, got an object; ${cure}` }
      }
      // As text, which preserves doubles exactly.
      cells.push(field === null || field === undefined ? '' : String(field))
    }
    return this.decoder.decode(cells, place)
  }
}

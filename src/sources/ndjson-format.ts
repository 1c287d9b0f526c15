import type { DataError } from '../errors.ts'
import type { Fields } from '../state/fields.ts'
import { jsonCell } from './json-cell.ts'
import { fieldNames, fieldOf, type JsonRow } from './json-fields.ts'
import { type Form, type JsonRecord, JsonRows } from './json-rows.ts'
import { MixedSeries } from './mixed-series.ts'
import type { LineFormat } from './reader.ts'
import { type Columns, columnNames, RowDecoder } from './row-decoder.ts'
import { isObservation, type Rows } from './rows.ts'
import { SeenFields } from './seen-fields.ts'

/** A JSON object per line, the elements of a JSON array, or rows inside a JSON document; see `JsonRows`. */
export class NdjsonFormat implements LineFormat {
  readonly spansLines = false
  private readonly open: () => JsonRows
  private readonly names: readonly string[]
  private readonly keys: ReadonlySet<string>
  private readonly decoder: RowDecoder
  private rows: JsonRows
  private readonly mixed: MixedSeries<JsonRow> | undefined
  private readonly fields: SeenFields

  /**
   * @param at place of the rows inside a document; undefined for lines, or an array
   * @param form see `JsonRows`
   */
  constructor(file: string, columns: Columns, at?: string, form?: Form) {
    this.open = () => new JsonRows(file, at, form)
    this.names = columnNames(columns)
    this.keys = new Set(columns.by)
    this.decoder = new RowDecoder(file, 1, this.names, columns)
    this.rows = this.open()
    this.fields = new SeenFields(file, this.names)
    const used = [columns.time, ...columns.targets].flat()
    this.mixed = columns.by?.length ? undefined : new MixedSeries([columns.time].flat(), (row) => textsOf(row, used))
  }

  get utcAssumed(): boolean {
    return this.decoder.utcAssumed
  }

  get line(): number {
    return this.rows.lines + 1
  }

  get pending(): boolean {
    return this.rows.pending
  }

  restart(): void {
    this.rows = this.open()
  }

  state(fields: Fields): void {
    fields.part('rows', this.rows)
    fields.part('decoder', this.decoder)
  }

  warnings(ended: boolean): readonly string[] {
    return [(ended ? undefined : this.fields.warning) ?? [], this.mixed?.warning(ended) ?? []].flat()
  }

  push(chunk: string): Rows {
    return this.rows.push(chunk).map((record) => this.decode(record))
  }

  end(): Rows {
    return this.rows.end().map((record) => this.decode(record))
  }

  problem(ended: boolean): DataError | undefined {
    return this.rows.problem(ended) ?? (ended ? (this.fields.problem ?? this.decoder.problem) : undefined)
  }

  private decode(record: JsonRecord): Rows[number] {
    if ('reason' in record) return record
    const { place, raw, row } = record
    const cells: string[] = []
    this.fields.see(row)
    for (const column of this.names) {
      const cell = jsonCell(fieldOf(row, column), column, this.keys.has(column))
      if (typeof cell !== 'string') return { place, raw, column, ...cell }
      cells.push(cell)
    }
    const decoded = this.decoder.decode(cells, place)
    if (this.mixed && isObservation(decoded)) this.mixed.see(decoded.time, row)
    return decoded
  }
}

/** The fields of a row as text. */
function textsOf(row: JsonRow, without: readonly string[]): ReadonlyMap<string, string> {
  const names = fieldNames(row).filter((name) => !without.includes(name))
  return new Map(names.map((name) => [name, String(fieldOf(row, name))]))
}

import { DataError } from '../errors.ts'
import type { Fields } from '../state/fields.ts'
import { demandSpec, specFields } from '../state/spec.ts'
import { type CsvLayout, type CsvRecord, CsvRows, type LongRecord } from './csv-rows.ts'
import { decodePlainNumber } from './decode-number.ts'
import { MixedSeries } from './mixed-series.ts'
import type { LineFormat } from './reader.ts'
import { longestRecord } from './record-splitter.ts'
import { type Columns, columnNames, RowDecoder } from './row-decoder.ts'
import { isObservation, type Rows } from './rows.ts'

/** CSV (RFC 4180), with any line ends, with or without a byte order mark. */
export class CsvFormat implements LineFormat {
  readonly spansLines = true
  private readonly file: string
  private readonly columns: Columns
  private readonly open: () => CsvRows
  private rows: CsvRows
  private decoder: RowDecoder | undefined
  /** Whether the next record may be the header of another file. */
  private another = false
  private readonly names: readonly string[] | undefined
  private any = false
  private mixed: MixedSeries<readonly string[]> | undefined
  /** True until a NUL byte was found: each chunk is searched once instead of every cell. */
  private clean = true

  /** @param layout its `columns` are their names if the text has no header */
  constructor(file: string, layout: CsvLayout & { columns?: readonly string[] | undefined }, columns: Columns) {
    this.file = file
    this.columns = columns
    this.names = layout.columns
    this.open = () => new CsvRows(file, layout)
    this.rows = this.open()
  }

  get head(): string | undefined {
    return this.decoder?.header.join('\u001f')
  }

  get line(): number {
    return this.rows.line
  }

  get pending(): boolean {
    return this.rows.pending
  }

  restart(): void {
    this.rows = this.open()
    this.another = true
  }

  state(fields: Fields): void {
    fields.part('rows', this.rows)
    this.another = fields.boolean('another', this.another)
    const header = this.decoder && JSON.stringify({ header: this.decoder.header })
    this.decoder = fields.built('decoder', this.decoder, header, (spec) => {
      const { header } = specFields(spec)
      demandSpec(Array.isArray(header) && header.every((name) => typeof name === 'string'), spec)
      return new RowDecoder(this.file, 1, header, this.columns)
    })
  }

  get utcAssumed(): boolean {
    return this.decoder?.utcAssumed ?? false
  }

  warnings(ended: boolean): readonly string[] {
    return [this.mixed?.warning(ended) ?? []].flat()
  }

  push(chunk: string): Rows {
    this.clean &&= !chunk.includes('\0')
    return this.decode(this.rows.push(chunk), false)
  }

  end(): Rows {
    return this.decode(this.rows.end(), true)
  }

  problem(ended: boolean): DataError | undefined {
    const problem = this.rows.problem(ended)
    if (problem || !ended) return problem
    if (this.any) return this.decoder?.problem
    if (!this.decoder) {
      const wanted = this.names ? 'rows' : 'a header and rows'
      return new DataError(`${this.file}: expected ${wanted}, got an empty file`)
    }
    return new DataError(`${this.file}:1 expected rows after the header, got the end of the file`)
  }

  private begin(header: readonly string[], line: number): RowDecoder {
    this.mixed = mixedSeries(header, this.columns)
    return new RowDecoder(this.file, line, header, this.columns)
  }

  /** Whether a first row names columns in another order, or others: it has no numbers, and no time in its place. */
  private isOtherHeader(cells: readonly string[], decoder: RowDecoder): boolean {
    if (decoder.isHeader(cells)) return false
    const names = headerOf(cells)
    if (columnNames(this.columns).every((name) => names.includes(name))) return true
    return !decoder.hasTime(cells) && names.every((name) => decodePlainNumber(name) === undefined)
  }

  private decode(records: (CsvRecord | LongRecord)[], ended: boolean): Rows {
    const rows: Rows = []
    for (const record of records) {
      const { line } = record
      if ('beginning' in record) {
        this.any = true
        const reason = `expected a record of at most ${longestRecord} characters, got more; check the delimiter and the line ends`
        rows.push({ place: { file: this.file, line }, reason, raw: record.beginning })
        continue
      }
      const { cells } = record
      if (!this.decoder) {
        this.decoder = this.begin(this.names ?? headerOf(cells), line)
        if (!this.names) continue
      } else if (this.another && !this.names && this.isOtherHeader(cells, this.decoder))
        this.decoder = this.begin(headerOf(cells), line)
      this.another = false
      this.any = true
      const place = { file: this.file, line }
      const row = this.decoder.isHeader(cells) ? 'header' : this.decoder.decode(cells, place, this.clean)
      if (this.mixed && isObservation(row)) this.mixed.see(row.time, cells)
      rows.push(row)
    }
    const open = this.rows.problem(ended) && this.rows.open
    if (open) {
      const reason = `expected the quote opened in column ${open.column} to be closed`
      rows.push({ place: { file: this.file, line: open.line }, reason, raw: open.text })
    }
    return rows
  }
}

/** Spaces around a name do not belong to it. */
export const headerOf = (cells: readonly string[]) => cells.map((cell) => cell.trim())

/** Watches for several series, unless a key tells them apart already. */
function mixedSeries(header: readonly string[], { time, targets, by = [] }: Columns) {
  if (by.length > 0) return undefined
  const others = [...header.entries()].filter(([, name]) => ![time, ...targets].flat().includes(name))
  return new MixedSeries<readonly string[]>(
    [time].flat(),
    (cells) => new Map(others.map(([i, name]) => [name, cells[i]!])),
  )
}

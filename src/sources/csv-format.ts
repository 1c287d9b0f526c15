import { DataError } from '../errors.ts'
import { type CsvLayout, type CsvRecord, CsvRows, type LongRecord } from './csv-rows.ts'
import { MixedSeries } from './mixed-series.ts'
import type { Format } from './reader.ts'
import { longestRecord } from './record-splitter.ts'
import { type Columns, RowDecoder } from './row-decoder.ts'
import { isObservation, type Rows } from './rows.ts'

/** CSV (RFC 4180), with any line ends, with or without a byte order mark. */
export class CsvFormat implements Format {
  private readonly file: string
  private readonly columns: Columns
  private readonly rows: CsvRows
  private decoder: RowDecoder | undefined
  private readonly names: readonly string[] | undefined
  head: string | undefined
  private any = false
  private mixed: MixedSeries<readonly string[]> | undefined
  /** True until a NUL byte was found: each chunk is searched once instead of every cell. */
  private clean = true

  /** @param layout its `columns` are their names if the text has no header */
  constructor(file: string, layout: CsvLayout & { columns?: readonly string[] | undefined }, columns: Columns) {
    this.file = file
    this.columns = columns
    this.names = layout.columns
    this.rows = new CsvRows(file, layout)
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
        const header = this.names ?? headerOf(cells)
        this.head = header.join('\u001f')
        this.decoder = new RowDecoder(this.file, line, header, this.columns)
        this.mixed = mixedSeries(header, this.columns)
        if (!this.names) continue
      }
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

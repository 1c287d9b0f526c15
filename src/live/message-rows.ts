import type { MessagePlace } from '../series/place.ts'
import { headerOf } from '../sources/csv-format.ts'
import { CsvRows } from '../sources/csv-rows.ts'
import { jsonCell } from '../sources/json-cell.ts'
import { deepest, tooDeep } from '../sources/json-depth.ts'
import { fieldOf, isJsonRow, type JsonRow, rowsIn } from '../sources/json-fields.ts'
import { type Columns, columnNames, RowDecoder } from '../sources/row-decoder.ts'
import type { Rows } from '../sources/rows.ts'
import { SeenFields } from '../sources/seen-fields.ts'
import type { SourcePlace } from '../sources/source.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { demandSpec, specFields } from '../state/spec.ts'
import { arrivalColumn, columnsOf, type MessageOptions } from './live-columns.ts'
import { csvPart, noRow, type Part, rejected, type Unwrapped, withFields } from './message-part.ts'

/** Characters of a message, at most. */
export const longestMessage = 16_777_216

/** Turns the messages of a live source into rows. */
export class MessageRows implements Saveable {
  private readonly name: string
  private readonly options: MessageOptions
  private readonly columns: Columns
  private readonly names: readonly string[]
  private readonly keys: ReadonlySet<string>
  private readonly fields: SeenFields
  private decoder: RowDecoder | undefined
  private readonly unwrap: ((message: string) => readonly Unwrapped[]) | undefined

  /**
   * @param name of the source, for places of rows and messages
   * @param unwrap takes off what the feed has put around the texts of a message
   * @param onHeader called with each other header of CSV
   */
  constructor(
    name: string,
    options: MessageOptions,
    unwrap?: (message: string) => readonly Unwrapped[],
    onHeader?: SourcePlace['onHeader'],
  ) {
    this.name = name
    this.options = options
    this.unwrap = unwrap
    this.columns = { ...columnsOf(options), onHeader }
    this.names = columnNames(this.columns)
    this.keys = new Set(this.columns.by)
    this.fields = new SeenFields(
      name,
      this.names.filter((column) => column !== arrivalColumn),
    )
  }

  get warnings(): readonly string[] {
    const zone = this.decoder?.utcAssumed
      ? [
          'times without an offset were read as UTC; set zone on the source, such as zone: Europe/Berlin, or zone: UTC if that is right',
        ]
      : []
    return [...zone, this.fields.warning ?? []].flat()
  }

  /** The parts of a message, in order. */
  partsOf(message: string): readonly Part[] {
    if (!this.unwrap) return this.partsIn(message)
    return this.unwrap(message).flatMap(({ at, fields, place, reason, text }) => {
      if (text === undefined) return [noRow]
      const parts = reason === undefined ? this.partsIn(text) : [rejected(text, reason)]
      return parts.map((part) => ({ ...withFields(part, fields, this.names), at, place }))
    })
  }

  private partsIn(text: string): readonly Part[] {
    if (text.trim() === '') return []
    if (text.length > longestMessage)
      return [rejected(text, `expected a message of at most ${longestMessage} characters, got ${text.length}`)]
    return this.options.format === 'csv' ? this.csvParts(text) : this.jsonParts(text)
  }

  /**
   * Decodes a part. To be called once for each, in their order: which of two equal local times is meant follows
   * from the times before it.
   *
   * @param number of the part among all of the source, for its place
   * @param arrival milliseconds since 1970
   */
  decode(part: Part, number: number, arrival: number): Rows[number] {
    const place = { stream: this.name, offset: number, ...part.place }
    const at = part.at ?? arrival
    if ('skipped' in part) return 'header'
    if ('cells' in part) return this.decodeCells(part.cells, part.header, place, at)
    if ('row' in part) return this.decodeJson(part, place, at)
    return { place, raw: part.raw, reason: part.reason }
  }

  /** The decoder, whose header may be that of the last message. */
  state(fields: Fields): void {
    const { decoder } = this
    this.decoder = fields.built('decoder', decoder, decoder && JSON.stringify(decoder.header), (spec) => {
      const header = specFields(spec)
      demandSpec(Array.isArray(header), spec)
      return new RowDecoder(this.name, 1, header, this.columns)
    })
  }

  private csvParts(text: string): readonly Part[] {
    const rows = new CsvRows(this.name, { delimiter: this.options.delimiter })
    const parts: Part[] = []
    let header: readonly string[] | undefined = this.options.columns
    try {
      for (const record of [...rows.push(text), ...rows.end()]) {
        const { line } = record
        if ('beginning' in record) {
          const reason = 'expected a shorter record of CSV; check the delimiter and the line ends'
          parts.push({ ...rejected(record.beginning, reason), line })
        } else if (!header) header = headerOf(record.cells)
        else parts.push({ ...csvPart(record.cells, header, this.options.delimiter), line })
      }
    } catch (error) {
      return [rejected(text, (error as Error).message)]
    }
    const open = rows.open
    if (open) {
      const reason = `expected the quote opened in column ${open.column} to be closed`
      parts.push({ ...rejected(open.text, reason), line: open.line })
    }
    return parts
  }

  private jsonParts(text: string): readonly Part[] {
    const whole = parsed(text)
    if (!('reason' in whole)) return this.rowParts(whole.value, text)
    const lines = text.split('\n')
    if (lines.filter((line) => line.trim() !== '').length === 1) return [rejected(text, whole.reason)]
    return lines.flatMap((text, i) => {
      if (text.trim() === '') return []
      const one = parsed(text)
      const parts = 'reason' in one ? [rejected(text, one.reason)] : this.rowParts(one.value, text)
      return parts.map((part) => ({ ...part, line: i + 1 }))
    })
  }

  /** The rows in a JSON value. */
  private rowParts(value: unknown, text: string): readonly Part[] {
    const { rows: at } = this.options
    if (at === undefined) {
      return Array.isArray(value) && value.some(isJsonRow) ? value.map((row) => partOf(row)) : [wholeOf(value, text)]
    }
    const found = at === '' ? value : fieldOf(value, at)
    const rows = rowsIn(found) ?? (isJsonRow(found) ? [found] : undefined)
    if (rows) return rows.map((row) => partOf(row, undefined, isJsonRow(value) ? value : undefined))
    // A message of another kind, such as an answer to a subscription: `where` may leave it out.
    if (isJsonRow(value)) return [{ row: value, raw: text, stray: true }]
    return [rejected(text, `expected rows at ${JSON.stringify(at)}, got none there`)]
  }

  private decodeJson(part: Extract<Part, { row: JsonRow }>, place: MessagePlace, arrival: number): Rows[number] {
    const { around, row, stray } = part
    const raw = part.raw.slice(0, 65_536)
    const cells: string[] = []
    if (!stray) this.fields.see(around === undefined ? row : { ...around, ...row })
    for (const column of this.names) {
      if (column === arrivalColumn) {
        cells.push(String(arrival))
        continue
      }
      const own = fieldOf(row, column)
      const field = own === undefined && around !== undefined ? fieldOf(around, column) : own
      const cell = jsonCell(field, column, this.keys.has(column))
      if (typeof cell !== 'string') return { place, raw, column, ...cell }
      if (this.isBroken(cell, column)) return { place, raw, column, reason: notUtf8(cell) }
      cells.push(cell)
    }
    const decoded = this.decoderFor(this.names).decode(cells, place)
    if (typeof decoded === 'string') return decoded
    if (stray)
      return {
        place,
        raw,
        reason: `expected rows at ${JSON.stringify(this.options.rows)}, got none there; where can leave such messages out`,
      }
    return 'reason' in decoded ? { ...decoded, raw } : { ...decoded, row: { place, raw } }
  }

  private decodeCells(
    cells: readonly string[],
    header: readonly string[],
    place: MessagePlace,
    arrival: number,
  ): Rows[number] {
    const { arrival: timed } = this.options
    const names = timed ? [...header, arrivalColumn] : header
    try {
      const decoder = this.decoderFor(names)
      const broken = header.findIndex((column, i) => this.isBroken(cells[i] ?? '', column))
      if (broken >= 0) return { place, raw: cells, column: header[broken]!, reason: notUtf8(cells[broken]!) }
      return decoder.decode(timed ? [...cells, String(arrival)] : cells, place)
    } catch (error) {
      return { place, raw: cells, reason: (error as Error).message }
    }
  }

  /** Whether the key of a series has lost characters. Numbers and times that have cannot be read anyway. */
  private isBroken(cell: string, column: string): boolean {
    return this.keys.has(column) && cell.includes('\ufffd')
  }

  /** The decoder stays the same as long as the header does. */
  private decoderFor(header: readonly string[]): RowDecoder {
    const known = this.decoder?.header
    if (!known || (header !== known && header.join('\0') !== known.join('\0')))
      this.decoder = new RowDecoder(this.name, 1, header, this.columns)
    return this.decoder!
  }
}

const notUtf8 = (cell: string) => `expected text in UTF-8, got ${JSON.stringify(cell.slice(0, 80))}`

const partOf = (row: unknown, text = JSON.stringify(row) ?? '', around?: JsonRow): Part =>
  isJsonRow(row) ? { row, raw: text, around } : rejected(text, `expected a JSON object, got ${text.slice(0, 80)}`)

/** A message that is a number alone, or a text in quotes, is the field `value`. */
const wholeOf = (value: unknown, text: string): Part =>
  typeof value === 'number' || typeof value === 'string' ? { row: { value }, raw: text } : partOf(value, text)

function parsed(text: string): { readonly value: unknown } | { readonly reason: string } {
  if (tooDeep(text)) return { reason: `expected at most ${deepest} levels of JSON, got more` }
  try {
    return { value: JSON.parse(text) }
  } catch (error) {
    return { reason: `expected JSON, got ${(error as Error).message}` }
  }
}

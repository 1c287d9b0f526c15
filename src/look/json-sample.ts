import { DataError } from '../errors.ts'
import { fieldNames, fieldOf, isJsonRow, rowsPointer } from '../sources/json-fields.ts'
import { type JsonRecord, JsonRows, longestText } from '../sources/json-rows.ts'
import type { NdjsonOptions } from '../sources/options.generated.ts'
import { Table, type TableFacts } from './table.ts'

/** Rows from which the fields are collected: one may be absent from some of them. */
const sampledRows = 500

/** The rows of a JSON text, with the options of its layout. */
export interface JsonSample extends TableFacts {
  readonly layout: Partial<NdjsonOptions>
  readonly notes: readonly string[]
}

/** True for a text that begins as JSON. */
export const isJson = (beginning: string) => /^\ufeff?\s*(?:\{\s*["}\r\n]|\[\s*(?:[[{\r\n]|$))/.test(beginning)

/**
 * Reads JSON: one object a line, an array, or a document that holds rows somewhere inside.
 *
 * @throws DataError if there is no row
 */
export async function jsonSample(name: string, chunks: AsyncIterable<string>): Promise<JsonSample> {
  const reader = new SampledJson(name)
  for await (const chunk of chunks) reader.push(chunk)
  return reader.end()
}

class SampledJson {
  private readonly name: string
  /** The text until its form is known; the whole of a document. */
  private text = ''
  private rows: JsonRows | undefined
  private at: string | undefined
  private isDocument = false
  private started = false
  /** Whether a line has ended since. */
  private lineEnded = false
  private first: JsonRecord[] | undefined = []
  private table: Table | undefined

  constructor(name: string) {
    this.name = name
  }

  push(chunk: string): void {
    if (this.rows) {
      this.take(this.rows.push(chunk))
      return
    }
    this.text += chunk
    if (this.text.length > longestText)
      throw new DataError(
        `${this.name}: expected a JSON document of at most ${longestText} characters, got more; write one object per line`,
      )
    this.lineEnded ||= this.started && chunk.includes('\n')
    // Spaces show nothing new, and searching through all of them for each chunk would take long.
    if (this.isDocument || !/\S/.test(chunk) || (this.started && !this.lineEnded)) return
    const begin = /^\ufeff?\s*(\S)/.exec(this.text)?.[1]
    this.started = begin !== undefined
    this.lineEnded ||= this.started && chunk.includes('\n')
    // Two lines tell lines of objects from a document, which may be in one line too.
    const lines = /^\ufeff?\s*(\S[^\n]*)\n\s*\S/.exec(this.text)
    if (begin === '[' || (lines && isObject(lines[1]!))) this.begin()
    else if (lines) this.isDocument = true
  }

  end(): JsonSample {
    if (!this.rows) {
      this.at = pointerIn(this.name, this.text)
      this.begin()
    }
    this.take(this.rows!.end())
    const problem = this.rows!.problem(true)
    this.settle()
    if (!this.table || this.table.count === 0)
      throw problem ?? new DataError(`${this.name}: expected JSON objects with fields, got none`)
    const layout: Partial<NdjsonOptions> = this.at === undefined ? {} : { rows: this.at }
    const notes = this.at ? [`the rows are at ${this.at} in the document`] : []
    return { layout, ...this.table.facts(), notes }
  }

  private begin(): void {
    this.rows = new JsonRows(this.name, this.at)
    this.take(this.rows.push(this.text))
    this.text = ''
  }

  private take(records: readonly JsonRecord[]): void {
    for (const record of records) {
      if (this.first) {
        this.first.push(record)
        if (this.first.length === sampledRows) this.settle()
      } else this.add(record)
    }
  }

  /** Names the columns by the first rows. */
  private settle(): void {
    const { first } = this
    if (!first) return
    this.first = undefined
    const names = new Set(first.flatMap((record) => ('row' in record ? fieldNames(record.row) : [])))
    if (names.size > 0) this.table = new Table([...names])
    for (const record of first) this.add(record)
  }

  private add(record: JsonRecord): void {
    if (!this.table || !('row' in record)) return
    const { place, row } = record
    const cells = this.table.header.map((name) => {
      const field = fieldOf(row, name)
      return field === null || field === undefined || isJsonRow(field) ? '' : String(field)
    })
    this.table.add(cells, 'line' in place ? place.line : place.offset)
  }
}

function isObject(line: string): boolean {
  try {
    return isJsonRow(JSON.parse(line.replace('\ufeff', '')))
  } catch {
    return false
  }
}

/** The place of the rows in a document; undefined if it is the only row itself. */
function pointerIn(name: string, text: string): string | undefined {
  let document: unknown
  try {
    document = JSON.parse(text.replace('\ufeff', ''))
  } catch (error) {
    throw new DataError(`${name}: expected JSON, got ${(error as Error).message}; download the file again`)
  }
  const pointer = rowsPointer(document)
  if (pointer === undefined && text.trim().includes('\n'))
    throw new DataError(`${name}: expected an array of rows somewhere in the JSON, got none`)
  return pointer
}

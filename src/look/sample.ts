import { DataError } from '../errors.ts'
import type { ByteInput } from '../sources/byte-input.ts'
import { CsvRows } from '../sources/csv-rows.ts'
import type { CsvOptions } from '../sources/csv-text.ts'
import { decodedText } from '../sources/decoded-text.ts'
import type { NdjsonOptions } from '../sources/ndjson.ts'
import type { SampledRow } from './kept-rows.ts'
import { type SampledColumn, Table } from './table.ts'

export type { SampledColumn, SampledRow }

/** The facts about a text after one pass: its layout, and its cells. */
export interface Sample {
  readonly format: 'csv' | 'ndjson'
  /** Options of the source that the layout needs, as in a pipeline file; without those equal to the default. */
  readonly layout: Partial<CsvOptions> | Partial<NdjsonOptions>
  /** Names of the columns, or paths of the fields. */
  readonly header: readonly string[]
  /** In the order of the header. */
  readonly columns: readonly SampledColumn[]
  /** The first 800 rows, some runs of 100 consecutive rows from further on, and the last 200, in file order. */
  readonly rows: readonly SampledRow[]
  /** Rows in the file; estimated if not `whole`. */
  readonly count: number
  /** True if every row was read. */
  readonly whole: boolean
  /** The decisions about the layout, a sentence each. */
  readonly notes: readonly string[]
}

/** What the user has said about the layout; never overruled. */
export interface SampleHints {
  readonly delimiter?: string | undefined
  readonly encoding?: string | undefined
}

/** Characters from which the layout is guessed. */
const beginning = 262_144

/**
 * Reads a text once and gathers what is needed to guess its content. Browser-safe.
 *
 * @param name of the text, for errors
 * @param open opens the bytes, once for each reading
 * @throws DataError if there is no header or no row
 */
export async function sampleOf(name: string, open: () => ByteInput, hints: SampleHints = {}): Promise<Sample> {
  const { encoding = 'utf-8' } = hints
  const chunks = decodedText(open().bytes(), name, encoding)
  let text = ''
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
    text += next.value
    if (text.length > beginning) break
  }
  const delimiter = hints.delimiter ?? delimiterOf(text)
  const rows = new CsvRows(name, { delimiter })
  let table: Table | undefined
  const take = (records: ReturnType<CsvRows['push']>) => {
    for (const record of records) {
      if (!('cells' in record)) continue
      if (table) table.add(record.cells, record.line)
      else table = new Table(record.cells.map((cell) => cell.trim()))
    }
  }
  take(rows.push(text))
  for await (const chunk of chunks) take(rows.push(chunk))
  take(rows.end())
  if (!table || table.count === 0)
    throw new DataError(`${name}: expected a header and rows, got ${table ? 'a header only' : 'an empty file'}`)
  const layout = {
    ...(delimiter === ',' ? {} : { delimiter }),
    ...(/^utf-?8$/i.test(encoding) ? {} : { encoding }),
  }
  return { format: 'csv', layout, ...table.facts(), whole: true, notes: [] }
}

/** The most frequent delimiter in the first line. */
function delimiterOf(text: string): string {
  const [first] = text.split('\n', 1)
  const counted = [',', ';', '\t', '|'].map((mark) => ({ mark, times: first!.split(mark).length }))
  return counted.reduce((best, one) => (one.times > best.times ? one : best)).mark
}

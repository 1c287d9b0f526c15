import { DataError } from '../errors.ts'
import { CsvRows } from '../sources/csv-rows.ts'
import type { TextInput } from '../sources/decoded-text.ts'
import { type Guess, guessColumns } from './guess-columns.ts'

/** A guess at the content of a CSV file, from its beginning. */
export interface CsvLook extends Guess {
  readonly header: readonly string[]
  readonly delimiter: string
  /** Rows of the whole file, estimated from its size and the first rows. */
  readonly rows: number
}

/** Two years of days, and enough text for them. */
const sampledRows = 800
const sampledText = 262_144

/**
 * Guesses the content of a CSV text from its first rows. Browser-safe.
 *
 * @param name of the text, for errors
 * @param otherwise what to do if there is nothing to forecast, for the error
 * @throws DataError if there is no header, no time column or nothing to forecast
 */
export async function lookAtCsv(name: string, chunks: TextInput, otherwise: string): Promise<CsvLook> {
  let text = ''
  for await (const chunk of chunks) {
    text += chunk
    if (text.length > sampledText) break
  }
  const whole = text.length <= sampledText
  const delimiter = delimiterOf(text)
  const reader = new CsvRows(name, { delimiter })
  const records = [...reader.push(text), ...(whole ? reader.end() : [])]
  const [header, ...rows] = records.flatMap((record) => ('cells' in record ? [record.cells] : []))
  if (!header || rows.length === 0) {
    throw new DataError(`${name}: expected a header and rows, got ${header ? 'a header only' : 'an empty file'}`)
  }
  const fitting = rows.filter((row) => row.length === header.length)
  const guess = guessColumns(header, fitting.slice(0, sampledRows), delimiter)
  if (typeof guess === 'string') throw new DataError(`${name}:1 ${guess}; ${otherwise}`)
  const read = whole ? 1 : chunks.bytesRead / (chunks.bytesTotal ?? chunks.bytesRead)
  return { ...guess, header, delimiter, rows: Math.round(fitting.length / read) }
}

/** The most frequent delimiter in the first line. */
function delimiterOf(text: string): string {
  const [first] = text.split('\n', 1)
  const counted = [',', ';', '\t', '|'].map((mark) => ({ mark, times: first!.split(mark).length }))
  return counted.reduce((best, one) => (one.times > best.times ? one : best)).mark
}

import { DataError } from '../errors.ts'
import { CsvRows } from '../sources/csv-rows.ts'
import type { TextInput } from '../sources/decoded-text.ts'
import { type Guess, guessColumns } from './guess-columns.ts'

/** What the beginning of a CSV file shows. */
export interface CsvLook extends Guess {
  readonly header: readonly string[]
  readonly delimiter: string
  /** Rows of the whole file, estimated from its size and the first rows. */
  readonly rows: number
}

/** Two years of days; enough text to hold them. */
const mostRows = 800
const mostText = 262_144

/**
 * Looks at the first rows of a CSV text and guesses what is in it. Browser-safe.
 *
 * @param name of the text, for errors
 * @param otherwise what to do where the rows show nothing to forecast, for the error
 * @throws DataError where there is no header, no time column or nothing to forecast.
 */
export async function lookAtCsv(name: string, chunks: TextInput, otherwise: string): Promise<CsvLook> {
  let text = ''
  for await (const chunk of chunks) {
    text += chunk
    if (text.length > mostText) break
  }
  const whole = text.length <= mostText
  const delimiter = delimiterOf(text)
  const reader = new CsvRows(name, delimiter)
  const records = [...reader.push(text), ...(whole ? reader.end() : [])]
  const [header, ...rows] = records.flatMap((record) => ('cells' in record ? [record.cells] : []))
  if (!header || rows.length === 0) {
    throw new DataError(`${name}: expected a header and rows, got ${header ? 'a header only' : 'an empty file'}`)
  }
  const fitting = rows.filter((row) => row.length === header.length)
  const guess = guessColumns(header, fitting.slice(0, mostRows), delimiter)
  if (typeof guess === 'string') throw new DataError(`${name}:1 ${guess}; ${otherwise}`)
  const read = whole ? 1 : chunks.bytesRead / (chunks.bytesTotal ?? chunks.bytesRead)
  return { ...guess, header, delimiter, rows: Math.round(fitting.length / read) }
}

/** The mark that the first line holds most of: between names there is nothing else it could be. */
function delimiterOf(text: string): string {
  const [first] = text.split('\n', 1)
  const counted = [',', ';', '\t', '|'].map((mark) => ({ mark, times: first!.split(mark).length }))
  return counted.reduce((best, one) => (one.times > best.times ? one : best)).mark
}

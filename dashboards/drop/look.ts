import type { Guess } from '../../src/pipeline/guess-columns.ts'
import { guessColumns } from '../../src/pipeline/guess-columns.ts'
import { CsvRows } from '../../src/sources/csv-rows.ts'

/** What the beginning of a dropped file shows. */
export interface Look extends Guess {
  readonly header: readonly string[]
  readonly delimiter: string
}

/** Two years of days; enough text to hold them. */
const mostRows = 800
const mostText = 262_144

/** Looks at the first rows; throws with what was expected where there is nothing to forecast. */
export async function look(file: File): Promise<Look> {
  const text = await file.slice(0, mostText).text()
  const [first] = text.split('\n', 1)
  const counted = [',', ';', '\t', '|'].map((mark) => ({ mark, times: first!.split(mark).length }))
  const delimiter = counted.reduce((best, one) => (one.times > best.times ? one : best)).mark
  const reader = new CsvRows(file.name, delimiter)
  const records = [...reader.push(text), ...(file.size <= mostText ? reader.end() : [])].map(({ cells }) => cells)
  const [header, ...rows] = records
  if (!header || rows.length === 0) {
    throw new Error(`${file.name}: expected a header and rows, got ${header ? 'a header only' : 'an empty file'}`)
  }
  const guess = guessColumns(header, rows.slice(0, mostRows), delimiter)
  if (typeof guess === 'string') throw new Error(`${file.name}: ${guess}`)
  return { ...guess, header, delimiter }
}

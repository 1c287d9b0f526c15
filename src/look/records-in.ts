import { DataError } from '../errors.ts'
import { type CsvLayout, type CsvRecord, CsvRows } from '../sources/csv-rows.ts'

/** The records of a text, as far as it can be read in this layout. */
export function recordsIn(text: string, layout: CsvLayout): readonly CsvRecord[] {
  const rows = new CsvRows('', layout)
  try {
    return [...rows.push(text), ...rows.end()].filter((record) => 'cells' in record)
  } catch (error) {
    if (error instanceof DataError) return []
    throw error
  }
}

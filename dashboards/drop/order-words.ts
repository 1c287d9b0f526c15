import type { CsvLook } from '../../src/look/look-at-csv.ts'

/** Number of series to name; the others are counted. */
const named = 3

/**
 * The reason why a file cannot be forecast well, and what to do: rows in descending order of time, or several series in
 * one file. Undefined if there is none.
 */
export function orderWords(name: string, { time, order: { direction, entity } }: CsvLook): string | undefined {
  if (entity) {
    const { values } = entity
    const some = values.slice(0, named).join(', ')
    const all = values.length > named ? `${some}, … ${values.length} in all` : some
    return `${name}: expected one row for each time, got several: “${entity.name}” tells series apart (${all}); keep the rows of one of them, or give each a column of its own, and choose the file again`
  }
  if (direction === 'falling')
    return `${name}: expected the oldest row first, got the newest; sort the rows by “${time}”, oldest first, and choose the file again`
  return undefined
}

import type { CsvLook } from '../../src/look/look-at-csv.ts'

/** Series named, at most: the rest is counted. */
const named = 3

/** Why a file as it is cannot be forecast well, and what to do: rows backwards in time, or several series in one; undefined where nothing is in the way. */
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

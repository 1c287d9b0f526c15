/** A row of JSON: an object, or an array whose fields are named 0, 1, 2, … */
export type JsonRow = Readonly<Record<string, unknown>>

/** True for objects and arrays. */
export const isJsonRow = (value: unknown): value is JsonRow => typeof value === 'object' && value !== null

/**
 * A field of a row. A name is the key of the row itself; if there is none, it is a JSON Pointer (RFC 6901) if it begins
 * with a slash, or else a path of keys joined by dots.
 *
 * @returns undefined if there is no such field
 * @example fieldOf({ reading: { temp: 20 } }, 'reading.temp') // 20, also for '/reading/temp'
 */
export function fieldOf(row: unknown, name: string): unknown {
  if (isJsonRow(row) && Object.hasOwn(row, name)) return row[name]
  if (!/[./]/.test(name)) return undefined
  const keys = name.startsWith('/') ? name.slice(1).split('/').map(unescaped) : name.split('.')
  let value: unknown = row
  for (const key of keys) {
    if (!isJsonRow(value) || !Object.hasOwn(value, key)) return undefined
    value = value[key]
  }
  return value
}

/** The names of all numbers, texts, booleans and nulls in a row, as `fieldOf` reads them, in the order of the row. */
export function fieldNames(row: JsonRow): string[] {
  const names: string[] = []
  const visit = (value: unknown, keys: readonly string[]) => {
    if (isJsonRow(value)) for (const key of Object.keys(value)) visit(value[key], [...keys, key])
    else names.push(nameOf(row, keys))
  }
  visit(row, [])
  return names
}

/** Dots if they are not ambiguous, else a JSON Pointer. */
function nameOf(row: JsonRow, keys: readonly string[]): string {
  const dotted = keys.join('.')
  const plain = keys.every((key) => key !== '' && !key.includes('.')) && !dotted.startsWith('/')
  if (keys.length === 1 || (plain && !Object.hasOwn(row, dotted))) return dotted
  return `/${keys.map(escaped).join('/')}`
}

const escaped = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1')
const unescaped = (key: string) => key.replaceAll('~1', '/').replaceAll('~0', '~')

/**
 * The rows in a JSON document: the elements of an array; an object of equally long arrays, one a field; an object whose
 * keys are times, which become the field `key`; or arrays under `data` or `values` with their names under `columns`.
 *
 * @returns undefined if it is none of them
 */
export function rowsIn(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value
  if (!isJsonRow(value)) return undefined
  const named = namedRows(value)
  if (named) return named
  const columns = Object.entries(value)
  if (columns.length > 1 && columns.every(([key]) => timeKey.test(key)))
    return columns.map(([key, cells]) => (isJsonRow(cells) ? { key, ...cells } : { key, value: cells }))
  const length = columns.length > 1 && Array.isArray(columns[0]![1]) ? columns[0]![1].length : 0
  const isColumn = (cells: unknown) => Array.isArray(cells) && cells.length === length && !cells.some(isJsonRow)
  if (length === 0 || !columns.every(([, cells]) => isColumn(cells))) return undefined
  return Array.from({ length }, (_, i) =>
    Object.fromEntries(columns.map(([name, cells]) => [name, (cells as unknown[])[i]])),
  )
}

const timeKey = /^\d{4}-\d\d(-\d\d([T ]\d\d:.*)?)?$|^\d{8}$|^\d{10}$|^\d{13}$/

function namedRows({ columns, data, values = data }: JsonRow): readonly unknown[] | undefined {
  if (!Array.isArray(columns) || !columns.every((name) => typeof name === 'string') || !Array.isArray(values))
    return undefined
  if (!values.every((row) => Array.isArray(row) && row.length === columns.length)) return undefined
  return values.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i]])))
}

/** Levels of a document in which rows are sought, and elements of an array. */
const deepest = 6
const shortArray = 100

/**
 * The place of most rows in a JSON document, as a JSON Pointer for the option `rows`; undefined if no part of it holds
 * rows.
 */
export function rowsPointer(document: unknown): string | undefined {
  let best: { readonly pointer: string; readonly size: number } | undefined
  const visit = (value: unknown, pointer: string, depth: number) => {
    const rows = rowsIn(value)
    if (rows?.some(isJsonRow) && rows.length > (best?.size ?? 0)) best = { pointer, size: rows.length }
    if (!isJsonRow(value) || depth === deepest) return
    // The elements of a long array are the rows; those of a short one can hold them.
    for (const key of Object.keys(value).slice(0, shortArray))
      visit(value[key], `${pointer}/${escaped(key)}`, depth + 1)
  }
  visit(document, '', 0)
  return best?.pointer
}

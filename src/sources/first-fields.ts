import type { TextInput } from './decoded-text.ts'
import { fieldNames } from './json-fields.ts'
import { JsonRows } from './json-rows.ts'

/** Rows to read: a field may be absent from some of them. */
const sampledRows = 500

/**
 * The names of the fields in the first rows of a JSON text, nested ones joined by dots.
 *
 * @param options of the source: its path, and the place of its rows
 * @returns undefined if there is no row
 */
export async function firstFields(
  input: TextInput,
  { path, rows: at }: { readonly path: string; readonly rows?: string | undefined },
): Promise<readonly string[] | undefined> {
  const fields = new Set<string>()
  const rows = new JsonRows(path, at)
  let read = 0
  const add = (records: ReturnType<JsonRows['push']>) => {
    for (const record of records) {
      if (read === sampledRows) return
      read++
      if ('row' in record) for (const name of fieldNames(record.row)) fields.add(name)
    }
  }
  try {
    for await (const chunk of input) {
      add(rows.push(chunk))
      if (read === sampledRows || rows.problem(false)) break
    }
    add(rows.end())
  } catch {
    // The run reports the error and its place.
  }
  return fields.size > 0 ? [...fields] : undefined
}

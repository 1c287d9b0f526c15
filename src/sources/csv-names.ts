import { headerOf } from './csv-format.ts'
import { type CsvLayout, CsvRows } from './csv-rows.ts'
import type { TextInput } from './decoded-text.ts'

/**
 * The names of the columns of CSV.
 *
 * @param open opens the text
 * @returns undefined if they cannot be read, or if reading them would take rows from a stream
 */
export async function csvNames(
  options: CsvLayout & { readonly path: string; readonly columns?: readonly string[] | undefined },
  open: (signal: AbortSignal) => TextInput,
): Promise<readonly string[] | undefined> {
  if (options.columns) return options.columns
  const rows = new CsvRows(options.path, options)
  try {
    const input = open(new AbortController().signal)
    if (!input.repeatable) return undefined
    const first = (await firstOf(rows, input)) ?? rows.end()[0]
    return first && 'cells' in first ? headerOf(first.cells) : undefined
  } catch {
    // The run reports the problem with its place.
    return undefined
  }
}

async function firstOf(rows: CsvRows, input: AsyncIterable<string>) {
  for await (const chunk of input) {
    const [first] = rows.push(chunk)
    if (first) return first
  }
  return undefined
}

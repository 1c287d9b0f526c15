import { DataError } from '../errors.ts'
import { type CsvLayout, CsvRows } from '../sources/csv-rows.ts'
import type { CsvOptions } from '../sources/options.generated.ts'
import { csvLayout, type FoundLayout } from './csv-layout.ts'
import { Table, type TableFacts } from './table.ts'

/** Characters from which the layout is guessed. */
const beginning = 65_536

/** A table in a CSV text, with the options of its layout. */
export interface CsvSample extends TableFacts {
  readonly layout: Partial<CsvOptions>
  readonly notes: readonly string[]
}

/**
 * Reads a CSV text and finds its table.
 *
 * @param name of the text, for errors
 * @param open begins to read the text; called again if a later table is larger
 * @param rest parts of the text from further on, each from the beginning of a line; read with the layout of the first
 * @param delimiter if the user named it
 * @throws DataError if there is no row
 */
export async function csvSample(
  name: string,
  open: () => AsyncIterable<string>,
  rest: readonly string[],
  delimiter: string | undefined,
): Promise<CsvSample> {
  const first = await readTable(name, open(), delimiter)
  const { others, count } = first.table
  const later = others && others.count > count + 1 ? await laterTable(name, open, delimiter, others.line) : undefined
  const { table, found } = later && later.table.count > count ? later : first
  for (const text of rest) {
    const rows = new CsvRows(name, { ...layoutOf(found), skip: 0 })
    take(table, [...rows.push(text), ...rows.end()])
  }
  if (table.count === 0)
    throw new DataError(
      `${name}: expected a header and rows, got ${found.names.length > 0 ? 'a header only' : 'an empty file'}`,
    )
  return { layout: found.options, ...table.facts(), notes: [...found.notes, ...misfitNotes(table)] }
}

interface ReadTable {
  readonly table: Table
  readonly found: FoundLayout
}

async function readTable(
  name: string,
  chunks: AsyncIterable<string>,
  delimiter: string | undefined,
): Promise<ReadTable> {
  let text = ''
  let read: { rows: CsvRows; table: Table; found: FoundLayout } | undefined
  const begin = (whole: boolean) => {
    const found = csvLayout(whole ? text : wholeLines(text), delimiter)
    if (!found) throw new DataError(`${name}: expected a header and rows, got an empty file`)
    return { rows: new CsvRows(name, layoutOf(found)), table: new Table(found.names), found }
  }
  for await (const chunk of chunks) {
    if (read) take(read.table, read.rows.push(chunk))
    else {
      text += chunk
      if (text.length < beginning) continue
      read = begin(false)
      take(read.table, read.rows.push(text))
    }
  }
  if (!read) {
    read = begin(true)
    take(read.table, read.rows.push(text))
  }
  take(read.table, read.rows.end())
  return read
}

/** Reads the table that begins after other rows; its options count the lines of the whole text. */
async function laterTable(
  name: string,
  open: () => AsyncIterable<string>,
  delimiter: string | undefined,
  line: number,
): Promise<ReadTable> {
  const { table, found } = await readTable(name, blanked(open(), line - 1), delimiter)
  const skip = Math.max(found.options.skip ?? 0, line - 1)
  return { table, found: { ...found, options: { ...found.options, skip } } }
}

/** A text whose first lines are blank. */
async function* blanked(chunks: AsyncIterable<string>, lines: number): AsyncGenerator<string> {
  let left = lines
  for await (const chunk of chunks) {
    let at = 0
    while (left > 0 && at >= 0 && at < chunk.length) {
      const end = chunk.indexOf('\n', at)
      if (end < 0) break
      at = end + 1
      left--
    }
    if (left === 0) yield at > 0 ? '\n'.repeat(lines) + chunk.slice(at) : chunk
  }
}

const take = (table: Table, records: ReturnType<CsvRows['push']>) => {
  for (const record of records) if ('cells' in record) table.add(record.cells, record.line)
}

const layoutOf = ({ options: { delimiter = ',', skip = 0, comment = '' } }: FoundLayout): CsvLayout => ({
  ...{ delimiter, skip, comment },
})

/** The beginning of a text, up to a line end. */
function wholeLines(text: string): string {
  const begin = text.slice(0, beginning)
  return begin.slice(0, Math.max(begin.lastIndexOf('\n'), begin.lastIndexOf('\r')) + 1)
}

function misfitNotes({ misfits, firstMisfit, others }: Table): string[] {
  if (!others) return []
  if (others.count >= 3 && others.count > misfits / 2)
    return [`lines ${others.line} to ${others.lastLine} have ${others.width} cells and are left out: another table`]
  return [
    `${misfits === 1 ? '1 line has' : `${misfits} lines have`} more or fewer cells than the header, the first is line ${firstMisfit}`,
  ]
}

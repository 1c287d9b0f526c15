import { DataError } from '../errors.ts'
import { choiceOf, chooseTime } from '../look/choose-time.ts'
import { columnsOf } from '../look/columns.ts'
import type { NumberOptions } from '../look/guess-numbers.ts'
import { type Look, lookAt } from '../look/look.ts'
import type { LookHints } from '../look/look-hints.ts'
import { type Sample, sampleOf } from '../look/sample.ts'
import type { ByteInput } from '../sources/byte-input.ts'
import { CsvRows } from '../sources/csv-rows.ts'
import { type NumberStyle, numberDecoder } from '../sources/decode-number.ts'
import { TimeDecoder } from '../sources/decode-time.ts'
import { decodedText } from '../sources/decoded-text.ts'
import { fieldOf, type JsonRow } from '../sources/json-fields.ts'
import { JsonRows } from '../sources/json-rows.ts'
import type { CsvOptions, NdjsonOptions } from '../sources/options.generated.ts'
import { inOrderOfTime } from './in-order-of-time.ts'

/** A row of a file that is played. */
export interface TimedRow {
  /** Milliseconds since 1970; NaN if the row has no time that can be read. */
  readonly time: number
  /** When it is sent, in milliseconds since 1970: a late row follows the row before it at once. */
  readonly due: number
  readonly fields: JsonRow
}

/** The rows of a file in the order in which they are sent. */
export interface TimedRows {
  readonly rows: readonly TimedRow[]
  /** Columns whose texts, joined by a space, are the time. */
  readonly time: readonly string[]
  /** Columns that tell series apart; empty if there is one series. */
  readonly by: readonly string[]
  /** Rows that are not played, because they are not rows at all. */
  readonly left: number
  /** What the file was found to hold, or why a run needs more options. */
  readonly look: Look | DataError
}

/**
 * Reads a whole file for a feed. Cells stay as they are, wrong ones too, but numbers become numbers.
 *
 * @param name of the file, for errors
 * @param open opens the file, once for each reading
 * @throws DataError if the file has no rows, or no time; ConfigError if a hint names a column that does not exist
 */
export async function timedRows(name: string, open: () => ByteInput, hints: LookHints): Promise<TimedRows> {
  const look = await lookAt(name, open, hints).catch((error: unknown) => {
    // Rows that no forecast can be made of can still be played.
    if (!(error instanceof DataError)) throw error
    return error
  })
  const sample = await sampleOf(name, open, hints)
  const { columns, style } = columnsOf(sample)
  const named = hints.time?.map((name) => columns.find((column) => column.name === name)!)
  const choice = named ? choiceOf(named) : chooseTime(columns)
  if (!choice)
    throw new DataError(`${name}: expected a column of times, got none that can be read; name it with --time`)
  const numbers = new Map(
    columns.flatMap((column) => {
      if (column.numbers === undefined || choice.columns.includes(column.name)) return []
      return [[column.name, numberDecoder(styleOf(style.optionsOf([column.name])))] as const]
    }),
  )
  const by = hints.by ?? (look instanceof DataError ? [] : look.by)
  const times = new TimeDecoder({ ...choice.style, zone: hints.rows?.zone ?? choice.style.zone })
  const keys = new Map<string, object>()
  const read: { time: number; key: string; fields: JsonRow }[] = []
  let left = 0
  for await (const row of rowsOf(name, open, sample)) {
    if (row === undefined) {
      left++
      continue
    }
    const key = by.map((column) => String(fieldOf(row, column) ?? '')).join('\u001f')
    if (!keys.has(key)) keys.set(key, {})
    const written = choice.columns.map((column) => String(fieldOf(row, column) ?? '').trim()).join(' ')
    const fields = sample.format === 'csv' ? valuesOf(row as Record<string, string>, numbers) : row
    read.push({ time: times.decode(written, keys.get(key)), key, fields })
  }
  if (read.length === 0) throw new DataError(`${name}: expected rows, got ${left} records that are not rows`)
  return { rows: inOrderOfTime(read), time: choice.columns, by, left, look }
}

const styleOf = ({
  decimal = '.',
  thousands = '',
  units,
  brackets,
  multiples,
  inexact,
}: NumberOptions): NumberStyle => ({
  ...{ decimal, thousands, units, brackets, multiples, inexact },
})

/** The rows of a file; undefined for a record that is not a row. */
async function* rowsOf(name: string, open: () => ByteInput, sample: Sample): AsyncGenerator<JsonRow | undefined> {
  const { encoding = 'utf-8', ...layout } = sample.layout as Partial<CsvOptions & NdjsonOptions>
  const take = sample.format === 'csv' ? csvRows(name, sample.header, layout) : jsonRows(name, layout.rows)
  for await (const chunk of decodedText(open().bytes(), name, encoding)) yield* take(chunk)
  yield* take(undefined)
}

type Take = (chunk: string | undefined) => (JsonRow | undefined)[]

function csvRows(
  name: string,
  names: readonly string[],
  { delimiter = ',', skip = 0, comment = '', header = true }: Partial<CsvOptions>,
): Take {
  const rows = new CsvRows(name, { delimiter, skip, comment })
  let begun = !header
  return (chunk) =>
    (chunk === undefined ? rows.end() : rows.push(chunk)).flatMap((record) => {
      if (!begun) {
        begun = true
        return []
      }
      if ('beginning' in record) return [undefined]
      const { cells } = record
      if (cells.every((cell, i) => cell.trim() === names[i])) return []
      return [Object.fromEntries(names.flatMap((name, i) => (name === '' ? [] : [[name, cells[i]]])))]
    })
}

function jsonRows(name: string, at: string | undefined): Take {
  const rows = new JsonRows(name, at)
  return (chunk) =>
    (chunk === undefined ? rows.end() : rows.push(chunk)).map((record) => ('row' in record ? record.row : undefined))
}

/** The cells of a row; numbers as numbers. */
function valuesOf(
  row: Readonly<Record<string, string | undefined>>,
  numbers: ReadonlyMap<string, (text: string) => number | undefined>,
): JsonRow {
  return Object.fromEntries(
    Object.entries(row).map(([name, cell]) => {
      const text = cell?.trim()
      if (text === undefined || text === '') return [name, null]
      // A number with zeros before it is a name, as is one with more digits than a number holds.
      if (/^0\d|\d{16}/.test(text)) return [name, text]
      return [name, numbers.get(name)?.(text) ?? text]
    }),
  )
}

import { Ledger } from '../series/ledger.ts'
import type { Reject } from '../series/reject.ts'
import type { ByteInput } from '../sources/byte-input.ts'
import { type CsvOptions, csvOptions, csvText } from '../sources/csv-text.ts'
import { decodedText, type TextInput } from '../sources/decoded-text.ts'
import { type NdjsonOptions, ndjsonOptions, ndjsonText } from '../sources/ndjson-text.ts'
import type { Source } from '../sources/source.ts'
import { checkArgument } from '../words/check-argument.ts'
import { type CodedColumn, ColumnCoder } from './coded-column.ts'

/** All rows of a file that can be used, column by column. */
export interface WholeTable {
  /** Milliseconds since 1970. */
  readonly times: Float64Array
  /** For each target one value a row; NaN if missing. */
  readonly values: readonly Float64Array[]
  /** The columns of `coded`. */
  readonly codes: readonly CodedColumn[]
  /** Rows that cannot be used, by column. */
  readonly rejects: readonly CountedReject[]
}

export interface CountedReject {
  readonly count: number
  readonly first: Reject
}

/**
 * Reads a whole file with the options of a source, as a run does.
 *
 * @param coded the columns whose texts are wanted, unless the options name keys
 */
export async function wholeTable(
  format: 'csv' | 'ndjson',
  options: CsvOptions | NdjsonOptions,
  open: () => ByteInput,
  coded: readonly { readonly name: string; readonly at: number }[],
): Promise<WholeTable> {
  // Rows that were put together have no cells of their own, but those of one series.
  const { by = [], mean, sum, target = [] } = options
  let wanted = by.length > 0 || (mean ?? sum) !== undefined ? [by].flat() : coded.map(({ name }) => name)
  // A row of CSV has all of its cells; of a row of JSON only the fields that are named are read.
  const fromCells = format === 'csv' && by.length === 0
  if (!fromCells) wanted = wanted.filter((name) => ![target].flat().includes(name))
  const source = sourceOf(format, fromCells ? options : { ...options, by: wanted }, open)
  const rejects = new Map<string | undefined, { count: number; first: Reject }>()
  const ledger = new Ledger((reject) => {
    const known = rejects.get(reject.column)
    if (known) known.count++
    else rejects.set(reject.column, { count: 1, first: reject })
  })
  const reading = source.open(ledger, new AbortController().signal)
  const times: number[] = []
  const values: number[][] = source.targets.map(() => [])
  const coders = wanted.map((name) => new ColumnCoder(name))
  for await (const batch of reading.batches) {
    for (const { time, values: own, row, key } of batch) {
      times.push(time)
      for (let i = 0; i < values.length; i++) values[i]!.push(own[i]!)
      for (let i = 0; i < coders.length; i++)
        coders[i]!.add(fromCells ? (row!.raw as readonly string[])[coded[i]!.at]! : key![i]!)
    }
  }
  if (times.length === 0 && reading.failure) throw reading.failure
  return {
    times: Float64Array.from(times),
    values: values.map((own) => Float64Array.from(own)),
    codes: coders.map((coder) => coder.column()),
    rejects: [...rejects.values()],
  }
}

function sourceOf(format: 'csv' | 'ndjson', options: CsvOptions | NdjsonOptions, open: () => ByteInput): Source {
  const place = (encoding: string) => ({ strict: false, open: () => textOf(open(), options.path, encoding) })
  if (format === 'ndjson') {
    const checked = checkArgument('ndjson', ndjsonOptions, options)
    return ndjsonText(checked, place(checked.encoding))
  }
  const checked = checkArgument('csv', csvOptions, options as CsvOptions)
  return csvText(checked, place(checked.encoding))
}

const textOf = (input: ByteInput, name: string, encoding: string): TextInput => ({
  get bytesRead() {
    return input.bytesRead
  },
  bytesTotal: input.bytesTotal,
  repeatable: input.repeatable,
  [Symbol.asyncIterator]: () => decodedText(input.bytes(), name, encoding),
})

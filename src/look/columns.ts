import type { CsvOptions } from '../sources/csv-text.ts'
import { numberDecoder } from '../sources/decode-number.ts'
import { usualMissing } from '../sources/number-options.ts'
import type { Sample } from './sample.ts'

/** A column of a sample, with what its cells are. */
export interface Column {
  readonly name: string
  /** Index in the header. */
  readonly at: number
  /** Cells of the sampled rows, without spaces around them. */
  readonly cells: readonly string[]
  /** Different texts in the file, up to 10,000. */
  readonly distinct: number
  /** Numbers of the sampled rows, NaN if missing; undefined if it is not a column of numbers. */
  readonly numbers: Float64Array | undefined
  /** A cell that is neither a number nor missing, if there is one. */
  readonly odd: string | undefined
  /** Whether every cell of the file is missing. */
  readonly empty: boolean
}

/** How the numbers of a file are written. */
export interface NumberGuess {
  readonly options: Partial<CsvOptions>
  readonly columns: readonly Column[]
}

const minShare = 0.9

export function columnsOf({ columns, rows, layout }: Sample): NumberGuess {
  const { delimiter = ',' } = layout as Partial<CsvOptions>
  const marks = (mark: string) =>
    columns.reduce(
      (sum, { forms }) =>
        sum +
        [...forms].reduce(
          (s, [form, { count }]) => s + (/^[+-]?9+[.,]9+$/.test(form) && form.includes(mark) ? count : 0),
          0,
        ),
      0,
    )
  const decimal = delimiter !== ',' && marks(',') > marks('.') ? ',' : '.'
  const decode = numberDecoder({ decimal, thousands: '' })
  const missing = new Set<string>()
  const read = columns.map(({ name, forms, distinct }, at) => {
    let numbers = 0
    let present = 0
    let odd: string | undefined
    for (const { example, count } of forms.values()) {
      if (/^(nan|null)?$/i.test(example)) continue
      if (otherMissing.test(example.toLowerCase())) continue
      present += count
      if (decode(example) !== undefined) numbers += count
      else odd ??= example
    }
    const cells = rows.map(({ cells }) => cells[at]!.trim())
    const numeric = present > 0 && numbers >= minShare * present
    if (numeric)
      for (const { example } of forms.values())
        if (otherMissing.test(example.toLowerCase())) missing.add(example.toLowerCase())
    return {
      ...{ name, at, cells, distinct, odd, empty: present === 0 },
      numbers: numeric ? Float64Array.from(cells, (cell) => decode(cell) ?? Number.NaN) : undefined,
    }
  })
  return {
    options: {
      ...(decimal === '.' ? {} : { decimal }),
      ...(missing.size > 0 ? { missing: [...usualMissing, ...[...missing].sort()] } : {}),
    },
    columns: read,
  }
}

/** Texts that mean a missing value, besides the defaults. */
const otherMissing = /^(na|n\/a|n\.a\.|#n\/a|none|nil|missing|unknown|-|--|---|\.|\?|\*)$/

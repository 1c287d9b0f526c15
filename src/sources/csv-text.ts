import * as z from 'zod/mini'
import { optional, withDefault } from '../words/option.ts'
import { columnsArgument, eachColumnOnce, oneClock } from './columns-argument.ts'
import { CsvFormat } from './csv-format.ts'
import type { CsvOptions } from './options.generated.ts'
import type { Source } from './source.ts'
import { type TextPlace, textSource } from './text-source.ts'

export type { CsvOptions }

export const csvOptions = z
  .strictObject({
    ...columnsArgument,
    sheet: optional(
      z.union([z.string().check(z.minLength(1)), z.int().check(z.minimum(1))]),
      'Sheet of a workbook (.xlsx): its name, or its number from 1. Default: the first.',
    ),
    delimiter: withDefault(z.string().check(z.length(1)), ',', 'Character between cells, such as ";".'),
    decimal: withDefault(z.enum(['.', ',']), '.', 'Decimal mark of numbers.'),
    thousands: withDefault(
      z.enum(['', ',', '.', ' ', "'", '_']),
      '',
      'Separator of thousands, "" for none; never guessed.',
    ),
  })
  .check(
    z.refine(({ decimal, thousands }) => decimal !== thousands, {
      error: 'another mark than decimal',
      path: ['thousands'],
    }),
    oneClock,
    eachColumnOnce,
    z.describe('Options of `csv`.'),
  )

/** A source of CSV text. Browser-safe. */
export function csvText(options: z.output<typeof csvOptions>, place: TextPlace): Source {
  const { decimal, delimiter, thousands } = options
  return textSource(options, place, (name, columns) => new CsvFormat(name, delimiter, columns), {
    decimal,
    thousands,
  })
}

import * as z from 'zod'
import { type ColumnsOptions, columnsArgument } from './columns-argument.ts'
import { CsvFormat } from './csv-format.ts'
import { fileSource } from './file-source.ts'
import type { SourceWord } from './source.ts'

/** Options of `csv`, as a user writes them. */
export interface CsvOptions extends ColumnsOptions {
  /** Character between cells, such as ";". Default ",". */
  readonly delimiter?: string | undefined
  /** Decimal mark of numbers. Default ".". */
  readonly decimal?: '.' | ',' | undefined
  /** Separator of thousands; never guessed. Default none. */
  readonly thousands?: '' | ',' | '.' | ' ' | "'" | '_' | undefined
}

const argument = z
  .strictObject({
    ...columnsArgument,
    delimiter: z.string().length(1).default(',').describe('Character between cells, such as ";". Default ",".'),
    decimal: z.enum(['.', ',']).default('.').describe('Decimal mark of numbers. Default ".".'),
    thousands: z
      .enum(['', ',', '.', ' ', "'", '_'])
      .default('')
      .describe('Separator of thousands; never guessed. Default none.'),
  })
  .refine(({ decimal, thousands }) => decimal !== thousands, {
    error: 'another mark than decimal',
    path: ['thousands'],
  })

/** The source word `csv`: reads a CSV file, or standard input as it comes. */
export const csvSource: SourceWord = {
  name: 'csv',
  summary: 'Reads a CSV file with a header, or standard input, row by row.',
  argument,
  example: {
    path: '../data/seattle-weather.csv',
    time: 'date',
    target: 'temp_max',
    covariates: ['precipitation', 'wind'],
  },
  build(options: z.output<typeof argument>, place) {
    return fileSource(options, place, (name, columns) => new CsvFormat(name, options.delimiter, columns), {
      decimal: options.decimal,
      thousands: options.thousands,
    })
  },
}

export { argument as csvArgument }

import * as z from 'zod/mini'
import { type ColumnsOptions, columnsArgument, oneClock } from './columns-argument.ts'
import { CsvFormat } from './csv-format.ts'
import type { TextInput } from './decoded-text.ts'
import type { Source } from './source.ts'
import { textSource } from './text-source.ts'

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
    delimiter: z
      ._default(z.string().check(z.length(1)), ',')
      .check(z.describe('Character between cells, such as ";". Default ",".')),
    decimal: z._default(z.enum(['.', ',']), '.').check(z.describe('Decimal mark of numbers. Default ".".')),
    thousands: z
      ._default(z.enum(['', ',', '.', ' ', "'", '_']), '')
      .check(z.describe('Separator of thousands; never guessed. Default none.')),
  })
  .check(
    z.refine(({ decimal, thousands }) => decimal !== thousands, {
      error: 'another mark than decimal',
      path: ['thousands'],
    }),
    oneClock,
  )

/** A source of CSV text, wherever `open` has it from. Browser-safe. */
export function csvText(
  options: z.output<typeof argument>,
  strict: boolean,
  open: (signal: AbortSignal) => TextInput,
): Source {
  const { decimal, delimiter, thousands } = options
  return textSource(options, strict, open, (name, columns) => new CsvFormat(name, delimiter, columns), {
    decimal,
    thousands,
  })
}

export { argument as csvArgument }

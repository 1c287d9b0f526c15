import * as z from 'zod/mini'
import { optional, withDefault } from '../words/option.ts'
import { ofReadColumns } from './class-columns.ts'
import { columnsArgument, eachColumnOnce } from './columns-argument.ts'
import { CsvFormat } from './csv-format.ts'
import { followOption, followsFile } from './follow-option.ts'
import { distinctMarks } from './number-options.ts'
import type { CsvOptions } from './options.generated.ts'
import { oneResampling } from './resample-options.ts'
import type { Source } from './source.ts'
import { type TextPlace, textSource } from './text-source.ts'
import { oneClock } from './time-options.ts'

export type { CsvOptions }

/** Refuses names of columns beside a header, neither of both, and names that occur twice. */
const headerOrColumns = z.check<{ header: boolean; columns?: readonly string[] | undefined }>(
  ({ value: { header, columns }, issues }) => {
    const add = (input: unknown, path: readonly PropertyKey[], message: string) =>
      issues.push({ code: 'custom', input, path: [...path], message })
    if (header && columns)
      add(columns, ['columns'], 'no names beside a header; add header: false, and skip: 1 if there is one')
    if (!header && !columns) add(columns, ['columns'], 'the names of all columns, since header is false')
    columns?.forEach((name, i) => {
      if (columns.indexOf(name) < i) add(name, ['columns', i], 'each name once')
    })
  },
)

export const csvOptions = z
  .strictObject({
    ...columnsArgument,
    ...followOption,
    sheet: optional(
      z.union([z.string().check(z.minLength(1)), z.int().check(z.minimum(1))]),
      'Sheet of a workbook (.xlsx): its name, or its number from 1. Default: the first.',
    ),
    delimiter: withDefault(
      z.string().check(z.refine((mark) => /^[^"\r\n]$/.test(mark), { error: 'one character, such as ";"' })),
      ',',
      'Character between cells, such as ";"; " " is any run of spaces and tabs, which are also ignored around a row.',
    ),
    skip: withDefault(z.int().check(z.nonnegative()), 0, 'Lines to leave out at the beginning.'),
    comment: withDefault(
      z.string().check(z.refine((mark) => /^[^\s"]?$/.test(mark), { error: 'one character, such as "#"' })),
      '',
      'First character of lines to leave out everywhere, such as "#"; "" for none.',
    ),
    header: withDefault(z.boolean(), true, 'Whether the first line names the columns; if not, columns does.'),
    columns: optional(
      z.array(z.string().check(z.minLength(1))).check(z.minLength(1)),
      'Names of all columns in the order of the file, with header: false. Default: the header.',
    ),
  })
  .check(
    distinctMarks,
    oneClock,
    oneResampling,
    eachColumnOnce,
    ofReadColumns,
    followsFile,
    headerOrColumns,
    z.describe('Options of `csv`.'),
  )

/** A source of CSV text. Browser-safe. */
export function csvText(options: z.output<typeof csvOptions>, place: TextPlace): Source {
  return textSource(options, place, (name, columns) => new CsvFormat(name, options, columns))
}

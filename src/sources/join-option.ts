import * as z from 'zod/mini'
import { durationText } from '../words/duration-text.ts'
import { optional, required, withDefault } from '../words/option.ts'
import { oneClock, timeOptions } from './time-options.ts'

const name = z.string().check(z.minLength(1))
const one = z.pipe(
  name,
  z.transform((text) => [text]),
)
const names = z.union([one, z.array(name).check(z.minLength(1))])

const oneFile = z.check<{ csv?: string | undefined; ndjson?: string | undefined }>(({ value, issues }) => {
  const { csv, ndjson } = value
  const add = (path: string, message: string) => issues.push({ code: 'custom', input: value, path: [path], message })
  if (csv === undefined && ndjson === undefined) add('csv', 'a file, as csv or as ndjson')
  if (csv !== undefined && ndjson !== undefined) add('ndjson', 'one file, not csv and ndjson; leave one out')
  if ((csv ?? ndjson) === '-') add(csv === undefined ? 'ndjson' : 'csv', 'a file; standard input cannot be joined')
})

/** The option that takes columns from a second file. */
export const joinOption = {
  join: optional(
    z
      .strictObject({
        csv: optional(name, 'CSV file with the columns.'),
        ndjson: optional(name, 'File with the columns as a JSON object per line.'),
        columns: required(names, 'Its columns that become covariates, or one of them.'),
        asOf: required(durationText, 'How old its row may be, such as 1h: the values of an older one are missing.'),
        time: optional(names, 'Its column of the time, or a list of them. Default: those of the source.'),
        delimiter: withDefault(
          z.string().check(z.refine((mark) => /^[^"\r\n]$/.test(mark), { error: 'one character, such as ";"' })),
          ',',
          'Character between its cells.',
        ),
        ...timeOptions,
      })
      .check(oneFile, oneClock),
    'Takes columns of a second file as covariates: from its last row at or before the time of each observation, of the same series if the file has columns of `by`. It is kept in memory.',
  ),
}

/** The file that is joined, as the user wrote it. */
export const joinedFiles = (join: JoinOptions | undefined): readonly string[] =>
  join ? [join.csv ?? join.ndjson!] : []

/** The option `join`, checked. */
export type JoinOptions = NonNullable<z.output<typeof joinOption.join>>

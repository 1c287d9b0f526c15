import * as z from 'zod'
import { columnsArgument } from './columns-argument.ts'
import { fileSource } from './file-source.ts'
import { NdjsonFormat } from './ndjson-format.ts'
import type { SourceWord } from './source.ts'

const options = z.strictObject({
  ...columnsArgument,
  time: columnsArgument.time.default('time'),
  target: columnsArgument.target.default(['value']),
})

const argument = z.union([z.string().transform((path) => options.parse({ path })), options])

/** Options of `ndjson`, as a user writes them. */
export type NdjsonOptions = z.input<typeof argument>

/** The source word `ndjson`: reads one JSON object a line, from a file or from standard input as it comes. */
export const ndjsonSource: SourceWord = {
  name: 'ndjson',
  summary: 'Reads one JSON object a line, from a file or from standard input as it comes.',
  argument,
  example: { path: '-', time: 'time', target: 'value' },
  build: (argument: z.output<typeof options>, place) =>
    fileSource(argument, place, (name, columns) => new NdjsonFormat(name, columns)),
}

import * as z from 'zod/mini'
import { type ColumnsOptions, columnsArgument, oneClock } from './columns-argument.ts'
import { NdjsonFormat } from './ndjson-format.ts'
import type { SourceWord } from './source.ts'
import { fileAt } from './text-chunks.ts'
import { textSource } from './text-source.ts'

/** Options of `ndjson`, as a user writes them. */
export interface NdjsonOptions extends Omit<ColumnsOptions, 'time' | 'target'> {
  /** Field of the time. Default "time". */
  readonly time?: string | undefined
  /** Field to forecast, or a list of them. Default "value". */
  readonly target?: string | readonly string[] | undefined
}

const options = z
  .strictObject({
    ...columnsArgument,
    time: z._default(columnsArgument.time, 'time').check(z.describe('Field of the time. Default "time".')),
    target: z
      ._default(columnsArgument.target, ['value'])
      .check(z.describe('Field to forecast, or a list of them. Default "value".')),
  })
  .check(oneClock)

const argument = z.union([
  z.pipe(
    z.string(),
    z.transform((path) => options.parse({ path })),
  ),
  options,
])

/** The source word `ndjson`: reads one JSON object a line, from a file or from standard input as it comes. */
export const ndjsonSource: SourceWord = {
  name: 'ndjson',
  summary: 'Reads one JSON object a line, from a file or from standard input as it comes.',
  argument,
  example: { path: '-', time: 'time', target: 'value' },
  build: (argument: z.output<typeof options>, place) =>
    textSource(argument, place.strict, fileAt(argument, place), (name, columns) => new NdjsonFormat(name, columns)),
}

export { argument as ndjsonArgument }

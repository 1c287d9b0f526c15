import * as z from 'zod/mini'
import { optional, withDefault } from '../words/option.ts'
import { columnsArgument, eachColumnOnce, fieldProblems, textFacts } from './columns-argument.ts'
import { firstFields } from './first-fields.ts'
import { NdjsonFormat } from './ndjson-format.ts'
import { distinctMarks } from './number-options.ts'
import type { NdjsonOptions } from './options.generated.ts'
import { oneOfPeriods } from './period-options.ts'
import { type SourceRecipe, type SourceWord, sourceRecipe } from './source.ts'
import { fileAt, fileProblem } from './text-chunks.ts'
import { textSource } from './text-source.ts'
import { oneClock } from './time-options.ts'

export type { NdjsonOptions }

export const ndjsonOptions = z
  .strictObject({
    ...columnsArgument,
    time: withDefault(
      columnsArgument.time,
      ['time'],
      'Field of the time, or a list of fields whose texts, joined by a space, are the time.',
    ),
    target: withDefault(columnsArgument.target, ['value'], 'Field to forecast, or a list of them.'),
    rows: optional(
      z.string(),
      'Place of the rows inside one JSON document, such as /data or data.rows, "" for the document itself: an array, or an object of equally long arrays. Default: a row per line, or the elements of an array.',
    ),
  })
  .check(distinctMarks, oneClock, oneOfPeriods, eachColumnOnce, z.describe('Options of `ndjson`.'))

const argument = z.union([
  z.pipe(
    z.string(),
    z.transform((path) => ndjsonOptions.parse({ path })),
  ),
  ndjsonOptions,
])

/** The source word `ndjson`: reads a JSON object per line from a file or standard input. */
export const ndjsonSource: SourceWord = {
  name: 'ndjson',
  summary: 'Reads a JSON object per line, from a file or from standard input as it arrives.',
  argument,
  example: { path: '-', time: 'time', target: 'value' },
  facts: textFacts,
  async check(argument: z.output<typeof ndjsonOptions>, place) {
    const problem = fileProblem(argument.path, place)
    if (problem !== undefined) return [{ path: ['path'], message: problem }]
    const input = fileAt(argument, place)(new AbortController().signal)
    // Rows read from standard input or a pipe would be missing from the run.
    const fields = input.repeatable ? await firstFields(input, argument) : undefined
    return fields ? fieldProblems(argument, fields) : []
  },
  build: (argument: z.output<typeof ndjsonOptions>, place) =>
    textSource(
      argument,
      { strict: place.strict, open: fileAt(argument, place) },
      (name, columns) => new NdjsonFormat(name, columns, argument.rows),
    ),
}

/**
 * Reads a JSON object per line from a file or standard input (`path: '-'`).
 *
 * @param options a path, or options by name
 * @returns a source for the `source` of `run`
 * @throws ConfigError if an option is invalid
 */
export const readNdjson = (options: string | NdjsonOptions): SourceRecipe => sourceRecipe(ndjsonSource, options)

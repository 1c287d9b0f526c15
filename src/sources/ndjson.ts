import * as z from 'zod/mini'
import { fieldProblems, textFacts } from './columns-argument.ts'
import { firstFields } from './first-fields.ts'
import { followedSource } from './followed-source.ts'
import { joinedSource, joinProblems } from './joined-source.ts'
import { NdjsonFormat } from './ndjson-format.ts'
import { type NdjsonOptions, ndjsonOptions, ndjsonText } from './ndjson-text.ts'
import type { Columns } from './row-decoder.ts'
import { type SourceRecipe, type SourceWord, sourceRecipe } from './source.ts'
import { fileAt, fileProblem } from './text-chunks.ts'

export type { NdjsonOptions }

const argument = z.union([
  z.pipe(
    z.string().check(z.minLength(1)),
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
    const problem = fileProblem(argument, place)
    if (problem !== undefined) return [{ path: ['path'], message: problem }]
    const joined = await joinProblems(argument, place)
    // A file that is followed need not exist yet.
    if (fileProblem({ path: argument.path }, place) !== undefined) return joined
    const input = fileAt(argument, place)(new AbortController().signal)
    // Rows read from standard input or a pipe would be missing from the run.
    const fields = input.repeatable ? await firstFields(input, argument) : undefined
    return [...(fields ? fieldProblems(argument, fields) : []), ...joined]
  },
  build(argument: z.output<typeof ndjsonOptions>, place) {
    const whole = ndjsonText(argument, { strict: place.strict, open: fileAt(argument, place) })
    const begin = (name: string, columns: Columns) => new NdjsonFormat(name, columns, undefined, 'lines')
    const first = argument.follow ? followedSource(argument, place, whole, begin) : whole
    return joinedSource(first, argument, place, textFacts(argument).live)
  },
}

/**
 * Reads a JSON object per line from a file or standard input (`path: '-'`).
 *
 * @param options a path, or options by name
 * @returns a source for the `source` of `run`
 * @throws ConfigError if an option is invalid
 */
export const readNdjson = (options: string | NdjsonOptions): SourceRecipe => sourceRecipe(ndjsonSource, options)

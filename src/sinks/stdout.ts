import * as z from 'zod/mini'
import { ndjsonSink } from './ndjson.ts'
import { type SinkPlace, type SinkRecipe, type SinkWord, sinkRecipe } from './sink.ts'

/** The sink `stdout`: as `ndjson`, to standard output. */
export const stdoutSink: SinkWord = {
  name: 'stdout',
  summary: 'Writes the lines of ndjson to standard output, each as soon as it is forecast.',
  argument: z.prefault(z.strictObject({}), {}),
  example: {},
  writes: () => ['-'],
  build: (_argument: unknown, place: SinkPlace) => ndjsonSink.build('-', place),
}

/**
 * Writes a JSON object per line, origin and series, to standard output.
 *
 * @returns a sink for the `sinks` of `run`
 */
export const writeStdout = (): SinkRecipe => sinkRecipe(stdoutSink, {})

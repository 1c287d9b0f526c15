import * as z from 'zod/mini'
import { ndjsonSink } from './ndjson.ts'
import type { SinkPlace, SinkRecipe, SinkWord } from './sink.ts'

/** The sink `stdout`: what `ndjson` writes, to standard output as it comes. */
export const stdoutSink: SinkWord = {
  name: 'stdout',
  summary: 'Writes what ndjson writes to standard output, as it comes.',
  argument: z.prefault(z.strictObject({}), {}),
  example: {},
  writes: () => ['-'],
  build: (_argument: unknown, place: SinkPlace) => ndjsonSink.build('-', place),
}

/** Writes one JSON object a line, origin and series, to standard output. */
export const writeStdout = (): SinkRecipe => (place) => stdoutSink.build({}, place)

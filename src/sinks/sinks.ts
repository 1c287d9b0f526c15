import { csvSink } from './csv.ts'
import { ndjsonSink } from './ndjson.ts'
import { reportSink } from './report.ts'
import type { SinkWord } from './sink.ts'
import { stdoutSink } from './stdout.ts'

/** All words under `sinks`. */
export const sinks: readonly SinkWord[] = [csvSink, ndjsonSink, stdoutSink, reportSink]

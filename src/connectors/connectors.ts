import type { SinkWord } from '../sinks/sink.ts'
import type { SourceWord } from '../sources/source.ts'
import { duckdbSink } from './duckdb.ts'
import { webSocketSource } from './web-socket.ts'

/** The words under `source` that reach a service. */
export const sourceConnectors: readonly SourceWord[] = [webSocketSource]

/** The words under `sinks` that reach a service. */
export const sinkConnectors: readonly SinkWord[] = [duckdbSink]

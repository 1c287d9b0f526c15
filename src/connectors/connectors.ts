import type { SinkWord } from '../sinks/sink.ts'
import { joinProblems } from '../sources/joined-source.ts'
import type { SourceWord } from '../sources/source.ts'
import { duckdbSink } from './duckdb.ts'
import { httpSource } from './http.ts'
import { influxSink } from './influx.ts'
import { kafkaSource } from './kafka.ts'
import { kafkaSink } from './kafka-sink.ts'
import { listenSource } from './listen.ts'
import { mqttSource } from './mqtt.ts'
import { mqttSink } from './mqtt-sink.ts'
import { postgresSource } from './postgres.ts'
import { postgresSink } from './postgres-sink.ts'
import { sseSource } from './sse.ts'
import { webSocketSource } from './web-socket.ts'
import { webSocketSink } from './web-socket-sink.ts'
import { webhookSink } from './webhook.ts'

/** The words under `source` that reach a service. */
export const sourceConnectors: readonly SourceWord[] = [
  webSocketSource,
  sseSource,
  mqttSource,
  kafkaSource,
  httpSource,
  listenSource,
  postgresSource,
].map((word) => ({ check: joinProblems, ...word }))

/** The words under `sinks` that reach a service. */
export const sinkConnectors: readonly SinkWord[] = [
  duckdbSink,
  postgresSink,
  webhookSink,
  influxSink,
  webSocketSink,
  mqttSink,
  kafkaSink,
]

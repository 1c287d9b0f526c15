import { setTimeout as delay } from 'node:timers/promises'
import type { Kafka, Producer } from 'kafkajs'
import * as z from 'zod/mini'
import { deliveryOptionsOf, deliveryShape } from '../delivery/delivery-options.ts'
import { type Batch, Refused } from '../delivery/message.ts'
import { type Service, serviceSink } from '../delivery/service-sink.ts'
import { ConfigError } from '../errors.ts'
import { type KafkaClient, kafkaClient } from '../kafka/client.ts'
import { kafkaConnection } from '../kafka/connection-options.ts'
import { answerOf } from '../kafka/explained.ts'
import { keepTrying } from '../kafka/keep-trying.ts'
import type { SeriesEvent } from '../series/event.ts'
import type { ScoredData } from '../series/scored.ts'
import { shardOf } from '../series/shard-of.ts'
import { type ForecastRecord, ForecastRecords } from '../sinks/forecast-records.ts'
import { selectionOptions } from '../sinks/selection.ts'
import { type SinkPlace, type SinkRecipe, type SinkWord, sinkRecipe } from '../sinks/sink.ts'
import { required, withDefault } from '../words/option.ts'
import { topicName } from '../words/topic-name.ts'
import type { KafkaSinkOptions } from './options.generated.ts'

export type { KafkaSinkOptions }

export const kafkaSinkOptions = z
  .strictObject({
    ...kafkaConnection,
    topic: required(topicName, 'Topic to send to. The key of a record is that of its series.'),
    compression: withDefault(z.enum(['none', 'gzip']), 'none', 'How records are compressed.'),
    ...selectionOptions(
      'while the brokers are slow or away, only the last forecast of each series waits for them.',
      'Whether events are sent too, each in a record with its kind in event.',
    ),
    ...deliveryShape,
  })
  .check(z.describe('Options of the sink `kafka`.'))

type Options = z.output<typeof kafkaSinkOptions>

/** The sink `kafka`: forecasts as JSON to a topic. */
export const kafkaSink: SinkWord = {
  name: 'kafka',
  summary: 'Sends forecasts and events as JSON to a topic of Kafka, keyed by series.',
  argument: kafkaSinkOptions,
  example: { brokers: ['localhost:9092'], topic: 'forecasts' },
  writes: () => [],
  build: (options: Options, place) =>
    serviceSink('kafka', new KafkaService(options, place), options, deliveryOptionsOf(options, batchRows), place),
}

/**
 * Sends forecasts as JSON to a topic of Kafka.
 *
 * @returns a sink for the `sinks` of `run`
 * @throws ConfigError with every problem of the argument
 */
export const writeKafka = (options: KafkaSinkOptions): SinkRecipe => sinkRecipe(kafkaSink, options)

/** Rows of a delivery: a record has one for each lead. */
const batchRows = 5000
/** Bytes of records that are sent together, at most: a topic takes 1 MB by default. */
const mostBytes = 800_000
/** Bytes of a record besides its texts, at most. */
const overhead = 100
/** Milliseconds after which a run says that it waits; the client goes on with the same records meanwhile. */
const patience = 5000
/** Milliseconds that the end of a connection may take. */
const closeWithin = 3000
/** Answers that are about the records themselves. */
const tooLarge: readonly unknown[] = ['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE']

class KafkaService implements Service<readonly ForecastRecord[]> {
  readonly name: string
  readonly further: unknown
  readonly idempotent = false
  private readonly options: Options
  private readonly place: SinkPlace
  private readonly records: ForecastRecords
  private client: KafkaClient | undefined
  private producer: Producer | undefined
  private partitions = 1
  /** Ends the tries to connect. */
  private closing: AbortController | undefined
  /** The delivery that was begun: a later try waits for it, or goes on with what is left, so that nothing is sent twice. */
  private underWay: { readonly key: string; readonly left: ForecastRecord[][]; sent?: Promise<void> } | undefined
  private everSent = false

  constructor(options: Options, place: SinkPlace) {
    this.options = options
    this.place = place
    this.name = `${options.topic} of ${options.brokers.join(', ')}`
    this.further = options.brokers
    this.records = new ForecastRecords(options, place)
  }

  forecast(scored: ScoredData, id: string): readonly ForecastRecord[] {
    return this.records.ofForecast(scored, id)
  }

  event(event: SeriesEvent, id: string): readonly ForecastRecord[] {
    return [this.records.ofEvent(event, id)]
  }

  async deliver({ key, messages }: Batch<readonly ForecastRecord[]>, signal: AbortSignal): Promise<void> {
    if (this.underWay?.key !== key) this.underWay = { key, left: [...portions(messages.flatMap(({ body }) => body))] }
    const { underWay } = this
    underWay.sent ??= this.send(underWay.left)
    const over = new AbortController()
    const end = () => over.abort()
    signal.addEventListener('abort', end, { once: true })
    try {
      await Promise.race([underWay.sent, delay(patience, undefined, { signal: over.signal }).then(late, late)])
      this.underWay = undefined
      this.everSent = true
    } catch (error) {
      if (error instanceof Late) throw error
      delete underWay.sent
      await this.close()
      throw this.meaning(error)
    } finally {
      signal.removeEventListener('abort', end)
      end()
    }
  }

  async close(): Promise<void> {
    this.closing?.abort()
    const { producer } = this
    this.producer = undefined
    if (!producer) return
    const over = new AbortController()
    const limit = delay(closeWithin, undefined, { signal: over.signal })
    await Promise.race([producer.disconnect(), limit]).catch(() => {})
    over.abort()
    limit.catch(() => {})
  }

  /** Sends portions, and takes out those that were acknowledged. */
  private async send(left: ForecastRecord[][]): Promise<void> {
    const { compression, topic } = this.options
    const producer = await this.connected()
    const { CompressionTypes } = this.client!.kafkajs
    const compressed = compression === 'gzip' ? CompressionTypes.GZIP : CompressionTypes.None
    for (let [messages] = left; messages; [messages] = left) {
      await producer.send({ topic, messages: messages.map(this.placed), compression: compressed })
      left.shift()
    }
  }

  /** The client would take as long to choose the partition of a record as to send it. */
  private readonly placed = (record: ForecastRecord) => ({ ...record, partition: shardOf(record.key, this.partitions) })

  private async connected(): Promise<Producer> {
    if (this.producer) return this.producer
    const { options, place } = this
    const resolve = (path: string) => place.resolve(path)
    this.client = await kafkaClient(options, { word: 'kafka', resolve, tell: place.warn })
    const { kafka, kafkajs } = this.client
    const producer = kafka.producer({
      // It sends the same records with the same numbers until they are acknowledged; the broker leaves out repeats.
      idempotent: true,
      maxInFlightRequests: 1,
      retry: { retries: Number.MAX_SAFE_INTEGER },
      createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
      allowAutoTopicCreation: false,
    })
    const closing = new AbortController()
    this.closing = closing
    await keepTrying(this.client, options.topic, closing.signal, async () => {
      this.partitions = await partitionsOf(kafka, options.topic)
      await producer.connect()
    })
    this.producer = producer
    return producer
  }

  private meaning(error: unknown): Error {
    const meant = this.client?.explained(error, this.options.topic) ?? (error as Error)
    if (!(meant instanceof ConfigError)) return meant
    if (tooLarge.includes(answerOf(error)?.type)) return new Refused(meant.message)
    // What was accepted once is tried again.
    return this.everSent ? new Error(meant.message) : meant
  }
}

/** @throws if there is no such topic: the producer would wait for it without end */
async function partitionsOf(kafka: Kafka, topic: string): Promise<number> {
  const admin = kafka.admin()
  try {
    await admin.connect()
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] })
    return topics[0]!.partitions.length
  } finally {
    await admin.disconnect().catch(() => {})
  }
}

/** The brokers have not acknowledged the records yet. */
class Late extends Error {
  override readonly name = 'Late'
}

function late(): never {
  throw new Late(`no acknowledgement within ${patience / 1000} s`)
}

/** Records in portions that a topic takes at once. */
function* portions(records: readonly ForecastRecord[]): Generator<ForecastRecord[]> {
  let portion: ForecastRecord[] = []
  let bytes = 0
  for (const record of records) {
    const { headers, key, value } = record
    const size = [value, key, headers.id].reduce((sum, text) => sum + Buffer.byteLength(text), overhead)
    if (portion.length > 0 && bytes + size > mostBytes) {
      yield portion
      portion = []
      bytes = 0
    }
    portion.push(record)
    bytes += size
  }
  if (portion.length > 0) yield portion
}

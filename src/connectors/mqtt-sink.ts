import type { MqttClient } from 'mqtt'
import * as z from 'zod/mini'
import { deliveryOptionsOf, deliveryShape } from '../delivery/delivery-options.ts'
import type { Batch } from '../delivery/message.ts'
import { type Service, serviceSink } from '../delivery/service-sink.ts'
import { shownAddress } from '../live/address.ts'
import type { SeriesEvent } from '../series/event.ts'
import { keyFields } from '../series/key-names.ts'
import type { ScoredData } from '../series/scored.ts'
import { eventObject } from '../sinks/event-rows.ts'
import { forecastObjects, type JsonObject } from '../sinks/forecast-objects.ts'
import { selectionOptions } from '../sinks/selection.ts'
import { type SinkPlace, type SinkRecipe, type SinkWord, sinkRecipe } from '../sinks/sink.ts'
import { required, withDefault } from '../words/option.ts'
import { brokerError, brokerOptions, connectBroker } from './mqtt-connection.ts'
import type { MqttSinkOptions } from './options.generated.ts'
import { topicFor } from './topic-for.ts'

export type { MqttSinkOptions }

export const mqttSinkOptions = z
  .strictObject({
    ...brokerOptions,
    topic: required(
      z.string().check(
        z.minLength(1),
        z.refine((topic) => !/[+#\0]/.test(topic), { error: 'a topic without + and #' }),
      ),
      'Topic of a forecast; {series} and key columns in braces are filled in: forecasts/{station}/{series}. Events go to the topic followed by /events.',
    ),
    qos: withDefault(
      z.union([z.literal(0), z.literal(1)]),
      1,
      '1: a message is sent again until the broker acknowledges it, and so can come twice, with the same id; 0: it can be lost.',
    ),
    retain: withDefault(
      z.boolean(),
      false,
      'Has the broker keep the last forecast of each topic for later subscribers.',
    ),
    ...selectionOptions(
      'while the broker is slow or away, only the last forecast of each series waits for it.',
      'Whether events are published too.',
    ),
    ...deliveryShape,
  })
  .check(z.describe('Options of the sink `mqtt`.'))

type Options = z.output<typeof mqttSinkOptions>

/** The sink `mqtt`: forecasts as JSON to topics of a broker. */
export const mqttSink: SinkWord = {
  name: 'mqtt',
  summary: 'Publishes forecasts and events as JSON to an MQTT broker, and again until they are acknowledged.',
  argument: mqttSinkOptions,
  example: { url: 'mqtt://localhost:1883', topic: 'forecasts/{series}', retain: true },
  writes: () => [],
  build: (options: Options, place) =>
    serviceSink('mqtt', new MqttService(options, place), options, deliveryOptionsOf(options, batchRows), place),
}

/**
 * Publishes forecasts as JSON to topics of an MQTT broker.
 *
 * @returns a sink for the `sinks` of `run`
 * @throws ConfigError with every problem of the argument
 */
export const writeMqtt = (options: MqttSinkOptions): SinkRecipe => sinkRecipe(mqttSink, options)

/** Messages in flight together. */
const batchRows = 200

/** What is published of a forecast, by series, or of an event. */
interface Published {
  readonly topic: string
  readonly content: JsonObject
  readonly retain: boolean
}

class MqttService implements Service<readonly Published[]> {
  readonly name: string
  readonly further: unknown
  readonly idempotent = false
  private readonly options: Options
  private readonly place: SinkPlace
  private readonly objectsOf: (scored: ScoredData) => JsonObject[]
  private readonly objectOf: (event: SeriesEvent) => JsonObject
  private client: MqttClient | undefined
  private everOpen = false

  /** @throws ConfigError if the topic names a column that there is not */
  constructor(options: Options, place: SinkPlace) {
    this.options = options
    this.place = place
    this.name = shownAddress(options.url)
    this.further = options.topic
    this.objectsOf = forecastObjects(place)
    this.objectOf = eventObject(place)
    topicFor(options.topic, {
      ...keyFields(
        place.by,
        place.by?.map(() => ''),
      ),
      series: '',
    })
  }

  forecast(scored: ScoredData, id: string): readonly Published[] {
    const { topic, retain } = this.options
    return this.objectsOf(scored).map((one) => ({ topic: topicFor(topic, one), content: { id, ...one }, retain }))
  }

  event(event: SeriesEvent, id: string): readonly Published[] {
    const fields = this.objectOf(event)
    const topic = `${topicFor(this.options.topic, { series: '', ...fields })}/events`
    return [{ topic, content: { id, ...fields }, retain: false }]
  }

  async deliver({ messages }: Batch<readonly Published[]>, signal: AbortSignal): Promise<void> {
    const client = await this.connected()
    const over = new AbortController()
    const broken = new Promise<never>((_, reject) => {
      const fail = () => reject(new Error('it was closed'))
      client.once('close', fail)
      signal.addEventListener('abort', fail, { once: true, signal: over.signal })
      over.signal.addEventListener('abort', () => client.off('close', fail), { once: true })
    })
    const { qos } = this.options
    const sent = messages
      .flatMap(({ body }) => body)
      .map(({ topic, content, retain }) => client.publishAsync(topic, JSON.stringify(content), { qos, retain }))
    try {
      await Promise.race([Promise.all(sent), broken])
    } catch (error) {
      this.drop()
      throw error
    } finally {
      over.abort()
    }
  }

  async close(): Promise<void> {
    await this.client?.endAsync().catch(() => {})
  }

  /** @throws ConfigError if the broker refuses the connection, and another try would not help */
  private async connected(): Promise<MqttClient> {
    if (this.client?.connected) return this.client
    this.drop()
    const { options, place } = this
    const client = await connectBroker('mqtt', options, (path) => place.resolve(path), { clean: true })
    this.client = client
    await new Promise<void>((resolve, reject) => {
      client.on('connect', () => resolve())
      client.on('error', (error) => reject(this.everOpen ? error : brokerError('mqtt', options.url, error)))
      client.on('close', () => reject(new Error('it was closed')))
    })
    this.everOpen = true
    return client
  }

  /** Ends the connection at once. */
  private drop(): void {
    this.client?.end(true)
    this.client = undefined
  }
}

import { createHash } from 'node:crypto'
import { hostname } from 'node:os'
import type { IPublishPacket, MqttClient } from 'mqtt'
import * as z from 'zod/mini'
import { ConfigError } from '../errors.ts'
import { shownAddress } from '../live/address.ts'
import type { Feed, Link } from '../live/feed.ts'
import { Flow } from '../live/flow.ts'
import { liveChecks, liveColumns, liveFacts, liveWhereabouts } from '../live/live-columns.ts'
import { liveSource } from '../live/live-source.ts'
import { trustedFeed } from '../live/trusted-feed.ts'
import { type SourcePlace, type SourceRecipe, type SourceWord, sourceRecipe } from '../sources/source.ts'
import { required, withDefault } from '../words/option.ts'
import { brokerError, brokerOptions, connectBroker } from './mqtt-connection.ts'
import { Topics, topicProblem } from './mqtt-topics.ts'
import type { MqttOptions } from './options.generated.ts'

export type { MqttOptions }

const topic = z.string().check(
  z.superRefine((pattern, context) => {
    const expected = topicProblem(pattern)
    if (expected !== undefined) context.addIssue({ code: 'custom', message: expected, input: pattern })
  }),
)

export const mqttOptions = z
  .strictObject({
    ...brokerOptions,
    topics: required(
      z.union([
        z.pipe(
          topic,
          z.transform((one) => [one]),
        ),
        z.array(topic).check(z.minLength(1)),
      ]),
      'Topic to subscribe to, or a list of them; + is any level, # all that follow, and a name in braces any level that becomes a field: sensors/{station}/temp. The field topic is the whole topic.',
    ),
    qos: withDefault(
      z.union([z.literal(0), z.literal(1)], { error: '0 or 1; what was published with QoS 2 comes with 1' }),
      1,
      '1: the broker sends a message again until it is safe: on the disk if the run has a checkpoint. 0: messages can be lost.',
    ),
    retained: withDefault(
      z.boolean(),
      false,
      'Also takes the messages that the broker keeps; it sends the last one of each topic at every connection, however old.',
    ),
    ...liveColumns,
  })
  .check(...liveChecks, z.describe('Options of `mqtt`.'))

type Options = z.output<typeof mqttOptions>

/** The source word `mqtt`: reads the messages of topics of a broker. */
export const mqttSource: SourceWord = {
  name: 'mqtt',
  summary: 'Reads rows from the messages of an MQTT broker, and acknowledges each once it is safe.',
  argument: mqttOptions,
  example: { url: 'mqtt://localhost:1883', topics: 'sensors/{station}/temp', arrival: true, by: 'station' },
  facts: liveFacts,
  whereabouts: ['url', 'user', 'password', 'clientId', 'tls', 'qos', ...liveWhereabouts],
  build: (options: Options, place) => {
    const topics = new Topics(options.topics)
    return liveSource(options, place, trustedFeed('mqtt', new MqttFeed(options, topics, place)), (message) => {
      const end = message.indexOf('\0')
      // An empty message deletes the one that the broker keeps for the topic.
      const text = message.slice(end + 1) || undefined
      return [{ text, fields: topics.fieldsOf(message.slice(0, end)) ?? {} }]
    })
  },
}

/**
 * Reads the messages of topics of an MQTT broker.
 *
 * @returns a source for the `source` of `run`
 * @throws ConfigError if an option is invalid
 */
export const readMqtt = (options: MqttOptions): SourceRecipe => sourceRecipe(mqttSource, options)

/** A message that was taken, and may not be acknowledged yet. */
interface Taken {
  readonly digest: string
  readonly safe: Promise<void>
}

/** Messages that are remembered: a broker may send again all whose acknowledgements it did not get. */
const most = 10_000

class MqttFeed implements Feed {
  readonly name: string
  private readonly options: Options
  private readonly topics: Topics
  private readonly place: SourcePlace
  private everOpen = false
  /** The last messages, by their ids: after a lost connection, or a kill, the broker sends some of them again. */
  private readonly last = new Map<number, Taken>()

  constructor(options: Options, topics: Topics, place: SourcePlace) {
    // Without a name of its own a run with a checkpoint has one by its folder, so that it can be stopped for a while.
    const { clientId = place.state === undefined ? undefined : idOf(place.state) } = options
    this.options = { ...options, clientId }
    this.name = shownAddress(options.url)
    this.topics = topics
    this.place = place
  }

  taken(text: string, cursor: string | undefined): void {
    if (cursor !== undefined) this.remember(Number(cursor), { digest: digestOf(text), safe: Promise.resolve() })
  }

  async run(link: Link): Promise<void> {
    const { options, topics, place } = this
    let resume: (() => void) | undefined
    let paused = false
    const flow = new Flow(link, {
      pause: () => {
        paused = true
      },
      resume: () => {
        paused = false
        resume?.()
      },
    })
    /** Has the client read on, if not too many messages are open. */
    const next = (read: () => void) => {
      if (paused) resume = read
      else read()
    }
    const take = (packet: IPublishPacket): Promise<void> | undefined => {
      if (packet.retain && !options.retained) return undefined
      // Of a topic that an earlier run had subscribed to.
      if (topics.fieldsOf(packet.topic) === undefined) return undefined
      return flow.message(textOf(packet), packet.qos === 1 ? String(packet.messageId) : undefined)
    }
    const client = await connectBroker('mqtt', options, place.resolve, {})
    client.handleMessage = (packet, callback) => {
      if (packet.qos === 1) {
        this.hold(packet, take, client)
        // Without an error the client would acknowledge at once, and after a wait it would read on only then.
        next(() => callback(acknowledgedLater))
      } else {
        void take(packet)
        next(callback)
      }
    }
    await this.untilClosed(client, link, topics.filters)
  }

  /** Takes a message, and acknowledges it once it is safe, in the order of arrival. */
  private hold(
    packet: IPublishPacket,
    take: (packet: IPublishPacket) => Promise<void> | undefined,
    client: MqttClient,
  ) {
    const id = packet.messageId!
    const digest = digestOf(textOf(packet))
    const before = this.last.get(id)
    const one = packet.dup && before?.digest === digest ? before : { digest, safe: take(packet) ?? Promise.resolve() }
    this.remember(id, one)
    const { stream } = client
    void one.safe.then(() => {
      if (!stream.destroyed && this.last.get(id) === one) stream.write(Buffer.from([puback, 2, id >> 8, id & 255]))
    })
  }

  private remember(id: number, one: Taken): void {
    this.last.delete(id)
    this.last.set(id, one)
    for (const oldest of this.last.keys()) {
      if (this.last.size <= most) break
      this.last.delete(oldest)
    }
  }

  private async untilClosed(client: MqttClient, link: Link, filters: readonly string[]): Promise<void> {
    const { options } = this
    const stop = () => client.end(true)
    link.signal.addEventListener('abort', stop, { once: true })
    if (link.signal.aborted) stop()
    try {
      await new Promise<void>((resolve, reject) => {
        client.on('connect', ({ sessionPresent }) => {
          // In another session the ids are those of other messages.
          if (!sessionPresent) this.last.clear()
          this.subscribe(client, filters).then(() => {
            this.everOpen = true
            link.open()
          }, reject)
        })
        client.on('packetreceive', () => link.heard())
        client.on('error', (error) => {
          reject(this.everOpen ? error : brokerError('mqtt', options.url, error))
        })
        client.on('close', resolve)
      })
    } finally {
      link.signal.removeEventListener('abort', stop)
      client.end(true)
    }
  }

  /** @throws ConfigError if the broker refuses a topic */
  private async subscribe(client: MqttClient, filters: readonly string[]): Promise<void> {
    const refused: string[] = []
    client.on('packetreceive', (packet) => {
      if (packet.cmd !== 'suback') return
      refused.push(...filters.filter((_, i) => Number(packet.granted[i]) >= refusedTopic))
    })
    try {
      await client.subscribeAsync([...filters], { qos: this.options.qos })
    } catch (error) {
      if (this.everOpen || refused.length === 0) throw error
      const message = `expected ${this.name} to allow ${JSON.stringify(refused[0])}, got a refusal; check the rights of the user`
      throw new ConfigError([{ where: 'mqtt.topics:', message }])
    }
  }
}

const textOf = ({ payload, topic }: IPublishPacket) => `${topic}\0${payload}`
const digestOf = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 16)

const acknowledgedLater = new Error('acknowledged once it is safe')
/** First byte of an acknowledgement (MQTT 3.1.1, section 3.4), and the least answer to a topic that is refused (3.9.3). */
const puback = 0x40
const refusedTopic = 128

/** A name for a client of at most 23 characters, the same at every start of a run. */
const idOf = (state: string) =>
  `rxcast-${createHash('sha256').update(`${hostname()}\0${state}`).digest('hex').slice(0, 16)}`

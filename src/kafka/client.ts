import type { ISocketFactoryArgs, Kafka, LogEntry, SASLOptions } from 'kafkajs'
import { readTls } from '../live/tls.ts'
import { loadPeer } from '../peers/load-peer.ts'
import { addCodecs } from './codecs.ts'
import type { KafkaConnection } from './connection-options.ts'
import { DeadConnections } from './dead-connections.ts'
import { explained } from './explained.ts'
import { openSocket, Silences } from './open-socket.ts'

/** The package kafkajs. */
export type Kafkajs = typeof import('kafkajs')

/** A cluster, to which nothing has connected yet. */
export interface KafkaClient {
  readonly kafka: Kafka
  readonly kafkajs: Kafkajs
  /** Its brokers, for messages. */
  readonly name: string
  readonly word: string
  /** Its options, with absolute paths. */
  readonly connection: KafkaConnection
  /**
   * What a failure means.
   *
   * @param topic that it is about
   * @returns a ConfigError if another try would not help
   */
  explained(error: unknown, topic?: string): Error
}

/** Where the options of a connection are from. */
export interface KafkaPlace {
  /** The word that has them, for errors. */
  readonly word: string
  /** Makes a path absolute. */
  readonly resolve: (path: string) => string
  /** Where topics are named, if not by the word: places in the pipeline, or paths of options. By topic. */
  readonly topics?: ReadonlyMap<string, string> | undefined
  /** Takes warnings. */
  readonly tell?: ((notice: string) => void) | undefined
  /** Milliseconds that a broker may take for an answer. Default: 30 s. */
  readonly patience?: number | undefined
}

/**
 * Loads the client of a cluster. It connects when it is used.
 *
 * @throws ConfigError if `kafkajs` is not installed, or a file of `tls` cannot be read
 */
export async function kafkaClient(connection: KafkaConnection, place: KafkaPlace): Promise<KafkaClient> {
  const { word, resolve, tell, topics, patience } = place
  const { brokers, clientId, tls, sasl } = connection
  const { default: kafkajs } = await loadPeer('kafkajs', word, () => import('kafkajs'))
  addCodecs(kafkajs)
  const silences = new Silences((notice) => tell?.(notice))
  const dead = new DeadConnections(patience)
  const socketFactory = (args: ISocketFactoryArgs) => {
    const address = `${args.host}:${args.port}`
    return dead.watch(silences.watch(openSocket(args), address), address)
  }
  const kafka = new kafkajs.Kafka({
    ...{ brokers, clientId, connectionTimeout, retry, socketFactory },
    ...(tls === undefined ? {} : { ssl: { ...(await readTls(word, tls, resolve)) } }),
    ...(sasl === undefined ? {} : { sasl: { ...sasl } as SASLOptions }),
    logLevel: kafkajs.logLevel.WARN,
    logCreator: () => (entry) => {
      const warning = warningOf(entry)
      if (warning !== undefined) tell?.(warning)
    },
  })
  const about = { word, brokers, sasl, ...(topics && { places: topics }) }
  const absolute = tls && Object.fromEntries(Object.entries(tls).map(([name, path]) => [name, path && resolve(path)]))
  return {
    ...{ kafka, kafkajs, name: brokers.join(', '), word, connection: { ...connection, tls: absolute } },
    explained: (error, topic) => explained(error, topic === undefined ? about : { ...about, topic }),
  }
}

/**
 * Milliseconds to connect. Longer than the event loop is ever blocked: the time-out is noticed before the connection,
 * if both came meanwhile.
 */
const connectionTimeout = 10_000

/** Few tries within the client, and close together: who uses it tries again, and says so. */
const retry = { initialRetryTime: 100, maxRetryTime: 1000, retries: 5 }

/** What a warning of the client means for a user. Most are of errors that are thrown too, or of nothing unusual. */
function warningOf({ log }: LogEntry): string | undefined {
  if (/received unsubscribed topics/.test(log.message))
    return `the group ${log.groupId} has members that read other topics; give each pipeline a group of its own`
  if (/Offset out of range/.test(log.message))
    return `rows of ${log.topic} ${log.partition} were removed before they were read; raise retention.ms of the topic`
  return undefined
}

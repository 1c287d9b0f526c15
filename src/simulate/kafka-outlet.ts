import type { Admin, Message } from 'kafkajs'
import { ConfigError } from '../errors.ts'
import { kafkaClient } from '../kafka/client.ts'
import { kafkaConnection } from '../kafka/connection-options.ts'
import { keyText } from '../series/key-text.ts'
import { shardOf } from '../series/shard-of.ts'
import { fieldOf } from '../sources/json-fields.ts'
import type { Outlet } from './outlet.ts'

export interface KafkaOutletOptions {
  /** Addresses of brokers, with commas between them. */
  readonly brokers: string
  readonly topic: string
  /** Fields that are the key of a record: those that tell series apart. */
  readonly key: readonly string[]
  /** Partitions of the topic if it is not there yet. */
  readonly partitions?: number | undefined
}

/** Partitions by default: enough to try a few workers. */
const defaultPartitions = 4
/** Records that are sent together, at most, and milliseconds that one waits for others. */
const most = 1000
const waitMs = 5

/**
 * Sends rows to a topic, which is created if it is not there. The key of a record is that of its series, so that each
 * series has all of its rows in one partition.
 *
 * @throws ConfigError without `kafkajs`, or if there is no broker at the address
 */
export async function kafkaOutlet({ brokers, key, partitions, topic }: KafkaOutletOptions): Promise<Outlet> {
  const addresses = kafkaConnection.brokers.safeParse(brokers)
  if (!addresses.success)
    throw problem(`--kafka: expected addresses of brokers such as localhost:9092, got ${JSON.stringify(brokers)}`)
  const connection = { brokers: addresses.data, clientId: 'rxcast', tls: undefined, sasl: undefined }
  const client = await kafkaClient(connection, { word: 'simulate --kafka', resolve: (path) => path })
  const admin = client.kafka.admin()
  const producer = client.kafka.producer({ idempotent: true, allowAutoTopicCreation: false, createPartitioner })
  let count: number
  try {
    await admin.connect()
    count = await partitionsOf(admin, topic, partitions ?? defaultPartitions)
    await producer.connect()
  } catch (error) {
    const meant = client.explained(error, topic)
    throw meant instanceof ConfigError ? meant : problem(`expected a broker at ${brokers}, got "${meant.message}"`)
  } finally {
    await admin.disconnect().catch(() => {})
  }
  let waiting: Message[] = []
  let sending: Promise<unknown> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  let failure: Error | undefined
  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    const messages = waiting
    waiting = []
    if (messages.length === 0) return sending
    sending = sending
      .then(() => (failure ? undefined : producer.send({ topic, messages })))
      .catch((error) => {
        failure = client.explained(error, topic)
      })
    return sending
  }
  return {
    address: addresses.data.join(','),
    heard: Promise.resolve(),
    async send({ text, fields }) {
      if (failure) throw failure
      const name = keyText(key.map((column) => String(fieldOf(fields, column) ?? '')))
      waiting.push({ key: name, value: text, partition: shardOf(name, count) })
      if (waiting.length >= most) await flush()
      else timer ??= setTimeout(flush, waitMs)
    },
    async close(signal) {
      if (signal.aborted) clearTimeout(timer)
      else await flush()
      await producer.disconnect().catch(() => {})
      if (failure && !signal.aborted) throw failure
      return undefined
    },
  }
}

/** Every record says its partition. */
const createPartitioner =
  () =>
  ({ message }: { message: Message }) =>
    message.partition ?? 0

/** The number of partitions of a topic, which is created if it is not there. */
async function partitionsOf(admin: Admin, topic: string, wanted: number): Promise<number> {
  await admin.createTopics({ topics: [{ topic, numPartitions: wanted }] })
  const { topics } = await admin.fetchTopicMetadata({ topics: [topic] })
  return topics[0]!.partitions.length
}

const problem = (message: string) => new ConfigError([{ where: 'simulate:', message }])

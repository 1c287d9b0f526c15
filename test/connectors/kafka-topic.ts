import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import kafkajs, { type Admin, type Message } from 'kafkajs'
import { onTestFinished } from 'vitest'
import { kafkaClient } from '../../src/kafka/client.ts'
import { Fetches } from '../../src/kafka/fetches.ts'
import type { Published } from '../proof/differences.ts'

/** A topic of its own, and what a test does with it. */
export class KafkaTopic {
  readonly topic: string
  readonly broker: string
  readonly admin: Admin
  private readonly send: (messages: Message[]) => Promise<unknown>

  private constructor(broker: string, topic: string, admin: Admin, send: (messages: Message[]) => Promise<unknown>) {
    this.broker = broker
    this.topic = topic
    this.admin = admin
    this.send = send
  }

  static async make(broker: string, partitions = 1): Promise<KafkaTopic> {
    const topic = `t-${randomUUID().slice(0, 8)}`
    const kafka = new kafkajs.Kafka({ brokers: [broker], logLevel: kafkajs.logLevel.NOTHING })
    const admin = kafka.admin()
    const producer = kafka.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner })
    await Promise.all([admin.connect(), producer.connect()])
    onTestFinished(async () => {
      await Promise.all([admin.disconnect(), producer.disconnect()])
    })
    await create(admin, topic, partitions)
    return new KafkaTopic(broker, topic, admin, (messages) => untilHosted(() => producer.send({ topic, messages })))
  }

  /** Deletes the topic, and makes another one of the same name. */
  async makeAgain(): Promise<void> {
    await this.admin.deleteTopics({ topics: [this.topic] })
    await create(this.admin, this.topic, 1)
  }

  /** Options of a source of `{"time": 5, "value": 1}`. */
  get options() {
    return { brokers: this.broker, topic: this.topic, group: this.topic, clock: 'ms' } as const
  }

  /** Sends rows with these values, by their key; every key has all of its rows in one partition. */
  async rows(from: number, to: number, keys = 7): Promise<void> {
    const values = Array.from({ length: to - from + 1 }, (_, i) => from + i)
    await this.records(
      values.map((value) => ({ key: `k${value % keys}`, value: JSON.stringify({ time: value, value }) })),
    )
  }

  async records(messages: Message[]): Promise<void> {
    await this.send(messages)
  }

  /** Number of its records. */
  async size(): Promise<number> {
    const offsets = await this.admin.fetchTopicOffsets(this.topic)
    return offsets.reduce((sum, { high }) => sum + Number(high), 0)
  }

  /** The records that a reader of committed transactions sees, partition by partition. */
  async committed(): Promise<(Published & { readonly id: string })[]> {
    const client = await kafkaClient({ brokers: [this.broker], clientId: 'test' }, { word: 'kafka', resolve: String })
    const fetches = new Fetches(client)
    const { signal } = new AbortController()
    const all: (Published & { id: string })[] = []
    try {
      for (const { partition } of await this.admin.fetchTopicOffsets(this.topic)) {
        const { start, end } = await fetches.range(this.topic, partition, signal)
        for (let at = start; at < end; ) {
          const { next, records } = (await fetches.next(this.topic, partition, at, signal))!
          for (const { headers, key, value } of records)
            all.push({ partition, key: String(key), value: String(value), id: String(headers?.id) })
          at = next
        }
      }
    } finally {
      await fetches.close()
    }
    return all
  }
}

async function create(admin: Admin, topic: string, numPartitions: number): Promise<void> {
  // The client can fail while it waits for leaders, though the topic was created: the next try would find it there.
  const created = () => admin.createTopics({ waitForLeaders: false, topics: [{ topic, numPartitions }] })
  // For a moment a topic that was deleted is still there.
  while (!(await created().catch(() => false))) await delay(50)
  // Until the broker knows it.
  while (!(await admin.fetchTopicOffsets(topic).catch(() => undefined))) {}
}

/** A new topic is not known everywhere at once; a broker that does not know it has taken nothing. */
async function untilHosted<T>(send: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await send()
    } catch (error) {
      if ((error as { type?: string }).type !== 'UNKNOWN_TOPIC_OR_PARTITION') throw error
    }
  }
}

import { randomUUID } from 'node:crypto'
import kafkajs, { type Kafka } from 'kafkajs'
import { expect } from 'vitest'
import { kafkaClient } from '../../src/kafka/client.ts'
import { Fetches } from '../../src/kafka/fetches.ts'
import { KafkaEngine } from '../../src/kafka/kafka-engine.ts'
import type { Agreement } from '../../src/kafka/sticky.ts'

/** Topics of their own, and engines that read and write them. */
export class OnKafka {
  readonly topic: string
  readonly changelog: string
  readonly outputs: string
  readonly group: string
  readonly kafka: Kafka
  readonly agreement: Agreement
  /** What the engines have told. */
  readonly notices: string[] = []
  private readonly broker: string
  private readonly closes: (() => Promise<unknown>)[] = []

  private constructor(broker: string, partitions: number) {
    const id = randomUUID().slice(0, 8)
    this.broker = broker
    this.topic = `${id}-in`
    this.changelog = `${id}-state`
    this.outputs = `${id}-out`
    this.group = `${id}-group`
    this.agreement = { topic: this.topic, changelog: this.changelog, partitions, settings: '' }
    this.kafka = new kafkajs.Kafka({ brokers: [broker], logLevel: kafkajs.logLevel.NOTHING })
  }

  /** @param settings of the topics */
  static async open(broker: string, partitions = 1, settings: Record<string, string> = {}): Promise<OnKafka> {
    const world = new OnKafka(broker, partitions)
    const admin = world.kafka.admin()
    await admin.connect()
    const configEntries = Object.entries(settings).map(([name, value]) => ({ name, value }))
    const names = [world.topic, world.changelog, world.outputs]
    const topics = names.map((topic) => ({ topic, numPartitions: partitions, configEntries }))
    await admin.createTopics({ topics, waitForLeaders: false })
    await admin.disconnect()
    // Until the broker knows its new topics.
    const fetches = await world.fetches()
    for (const { topic } of topics) await fetches.range(topic, 0, new AbortController().signal)
    return world
  }

  client() {
    return kafkaClient({ brokers: [this.broker], clientId: 'test' }, { word: 'kafka', resolve: (path) => path })
  }

  async engine(session = 3000, changelog = this.changelog): Promise<KafkaEngine> {
    const { topic, group } = this
    const tell = (notice: string) => void this.notices.push(notice)
    const engine = new KafkaEngine(await this.client(), { topic, group, changelog, session, tell })
    this.closes.push(() => engine.close())
    return engine
  }

  async fetches(): Promise<Fetches> {
    const fetches = new Fetches(await this.client())
    this.closes.push(() => fetches.close())
    return fetches
  }

  /** Sends values to a partition of the input. */
  async produce(values: readonly string[], partition = 0): Promise<void> {
    const producer = this.kafka.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner })
    await producer.connect()
    const messages = values.map((value, i) => ({ partition, key: `key ${i}`, value }))
    await producer.send({ topic: this.topic, messages })
    await producer.disconnect()
  }

  /** Deletes a topic, and creates it again. */
  async recreate(topic = this.topic): Promise<void> {
    const admin = this.kafka.admin()
    await admin.connect()
    await admin.deleteTopics({ topics: [topic] })
    const again = () => admin.createTopics({ topics: [{ topic }], waitForLeaders: false })
    await expect.poll(() => again().catch(() => false)).toBe(true)
    await admin.disconnect()
  }

  /** The values that a reader of committed transactions sees in the first partition of a topic, so far. */
  async committed(topic = this.outputs): Promise<string[]> {
    const fetches = await this.fetches()
    const signal = new AbortController().signal
    const { start, end } = await fetches.range(topic, 0, signal)
    const values: string[] = []
    for (let at = start; at < end; ) {
      const fetched = await fetches.next(topic, 0, at, signal)
      values.push(...fetched!.records.map(({ value }) => String(value)))
      at = fetched!.next
    }
    return values
  }

  /** Expects these values to be committed. A transaction can end a little after its commit has returned. */
  async expectCommitted(values: readonly string[], topic?: string): Promise<void> {
    await expect.poll(() => this.committed(topic)).toEqual(values)
  }

  async close(): Promise<void> {
    for (const close of this.closes.reverse()) await close()
  }
}

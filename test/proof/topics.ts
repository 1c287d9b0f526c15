import { setTimeout as delay } from 'node:timers/promises'
import { type Admin, Kafka, logLevel, type Message, Partitioners } from 'kafkajs'
import type { Published } from './differences.ts'

/** Tries again what brokers that have only just started, or a topic that was only just made, refuse. */
async function persist<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      if (tries === 100 || !(error as { retriable?: boolean }).retriable) throw error
      await delay(100)
    }
  }
}

/** The topics of a proof, and the offsets of its group, through a client of its own. */
export class Topics {
  private readonly kafka: Kafka
  private readonly admin: Admin

  private constructor(brokers: readonly string[]) {
    this.kafka = new Kafka({
      brokers: [...brokers],
      logLevel: logLevel.NOTHING,
      retry: { initialRetryTime: 50, maxRetryTime: 1000, retries: 60 },
    })
    this.admin = this.kafka.admin()
  }

  static async connect(brokers: readonly string[]): Promise<Topics> {
    const topics = new Topics(brokers)
    await topics.admin.connect()
    return topics
  }

  async create(topic: string, numPartitions: number, replicationFactor = 1, settings = {}): Promise<void> {
    const configEntries = Object.entries<string>(settings).map(([name, value]) => ({ name, value }))
    // kafkajs fails while it waits for the leaders if it asks a broker that does not know the topic yet.
    await this.admin.createTopics({
      waitForLeaders: false,
      topics: [{ topic, numPartitions, replicationFactor, configEntries }],
    })
    await this.ends(topic)
  }

  /** Sends the readings by the default partitioner; resolves when all of them are acknowledged. */
  async produce(topic: string, readings: Iterable<Message>): Promise<void> {
    const producer = this.kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner, idempotent: true })
    await producer.connect()
    let messages: Message[] = []
    const send = async () => {
      if (messages.length > 0) await producer.send({ topic, messages })
      messages = []
    }
    for (const reading of readings) {
      messages.push(reading)
      if (messages.length === 5000) await send()
    }
    await send()
    await producer.disconnect()
  }

  /** Number of records by partition. */
  async ends(topic: string): Promise<number[]> {
    const found = await persist(() => this.admin.fetchTopicOffsets(topic))
    return found.sort((a, b) => a.partition - b.partition).map(({ high }) => Number(high))
  }

  /** Position of a group by partition; 0 if it has none yet. */
  async positions(groupId: string, topic: string): Promise<number[]> {
    const [found] = await this.admin.fetchOffsets({ groupId, topics: [topic] })
    const partitions = [...found!.partitions].sort((a, b) => a.partition - b.partition)
    return partitions.map(({ offset }) => Math.max(0, Number(offset)))
  }

  /**
   * All committed records of a topic. A record of our own in each partition marks their end; it is read after every
   * transaction before it has ended.
   */
  async committed(topic: string): Promise<Published[]> {
    const partitions = (await this.ends(topic)).length
    const end = `end ${process.hrtime.bigint()}`
    const producer = this.kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner })
    await producer.connect()
    await producer.send({
      topic,
      messages: Array.from({ length: partitions }, (_, partition) => ({ partition, key: null, value: end })),
    })
    await producer.disconnect()
    return persist(() => this.readTo(end, topic, partitions))
  }

  private async readTo(end: string, topic: string, partitions: number): Promise<Published[]> {
    const groupId = `reader ${process.hrtime.bigint()}`
    const consumer = this.kafka.consumer({ groupId, readUncommitted: false, maxWaitTimeInMs: 100 })
    const records: Published[] = []
    const open = new Set(Array.from({ length: partitions }, (_, partition) => partition))
    try {
      await consumer.subscribe({ topic, fromBeginning: true })
      await new Promise<void>((resolve, reject) => {
        consumer.on('consumer.crash', ({ payload }) => reject(payload.error))
        const read = consumer.run({
          autoCommit: false,
          eachBatch: async ({ batch: { partition, messages } }) => {
            for (const { key, value } of messages) {
              if (!open.has(partition)) break
              if (key === null && String(value) === end) open.delete(partition)
              // Ends of readers before this one have no key.
              else if (key !== null) records.push({ partition, key: String(key), value: String(value) })
            }
            if (open.size === 0) resolve()
          },
        })
        read.catch(reject)
      })
    } finally {
      await consumer.disconnect()
    }
    return records
  }

  async close(): Promise<void> {
    await this.admin.disconnect()
  }
}

import { randomUUID } from 'node:crypto'
import type { Engine, Membership, TaskLog } from '../engine/engine.ts'
import type { KafkaClient } from './client.ts'
import { Fetches } from './fetches.ts'
import { GroupThread } from './group-thread.ts'
import type { Agreement } from './sticky.ts'
import { Surroundings } from './surroundings.ts'
import { KafkaTaskLog, markerKey, type TaskClient } from './task-log.ts'
import { disconnect, failure, send } from './transactions.ts'

/** What workers read and write. */
export interface KafkaEngineOptions {
  /** Topic that is read. */
  readonly topic: string
  /** Name of the group of workers. It begins the names of their transactions. */
  readonly group: string
  /** Topic that keeps their state. */
  readonly changelog: string
  /** Milliseconds without a heartbeat after which the partitions of a worker are given to others. */
  readonly session: number
  /**
   * The transactional id of a partition. It has to be the same for all workers, since it is what fences the owner before;
   * tests show what happens if it is not.
   */
  readonly transactionalId?: ((partition: number) => string) | undefined
  readonly tell?: ((notice: string) => void) | undefined
}

/**
 * Milliseconds that a transaction may take before the brokers abort it. A takeover aborts it at once; brokers permit
 * 15 minutes by default.
 */
const transactionTimeout = 300_000

/** Workers on Kafka: a consumer group, a transactional id for each partition, and a compacted topic with the state. */
export class KafkaEngine implements Engine {
  readonly name: string
  private readonly options: KafkaEngineOptions
  private readonly shared: TaskClient
  private readonly surroundings: Surroundings
  private count: number | undefined
  private agreement: Agreement | undefined
  private group: GroupThread | undefined

  /** @param client from `kafkaClient` */
  constructor(client: KafkaClient, options: KafkaEngineOptions) {
    this.name = `kafka ${options.topic}`
    this.options = options
    this.surroundings = new Surroundings(client, options)
    const tell = (notice: string) => options.tell?.(`${this.name}: ${notice}`)
    const { surroundings } = this
    this.shared = {
      client,
      surroundings,
      input: new Fetches(client),
      changelog: new Fetches(client),
      names: options,
      tell,
    }
  }

  async partitions(): Promise<number> {
    this.count ??= await this.surroundings.partitions()
    return this.count
  }

  async join(assigned: (partitions: readonly number[]) => void, settings = ''): Promise<Membership> {
    const { changelog, group, session, topic } = this.options
    this.agreement = { topic, changelog, partitions: await this.partitions(), settings }
    await this.check()
    this.group = new GroupThread(this.shared.client, { agreement: this.agreement, group, session }, assigned)
    await this.group.join()
    return this.group
  }

  async check(): Promise<void> {
    if (this.agreement !== undefined) await this.surroundings.check(this.agreement)
  }

  async open(partition: number, signal: AbortSignal): Promise<TaskLog> {
    const { client, names } = this.shared
    const transactionalId = this.options.transactionalId?.(partition) ?? `${names.group}-${partition}`
    const producer = client.kafka.producer({
      ...{ transactionalId, transactionTimeout, maxInFlightRequests: 1 },
      allowAutoTopicCreation: false,
      retry,
    })
    try {
      await producer.connect()
      signal.throwIfAborted()
      const transaction = await producer.transaction()
      const marker = randomUUID()
      const offset = await send(transaction, names.changelog, [{ partition, key: markerKey, value: marker }])
      await transaction.commit()
      return new KafkaTaskLog(this.shared, partition, producer, { id: marker, offset }, signal)
    } catch (error) {
      await disconnect(producer)
      throw failure(error, this.shared, partition)
    }
  }

  async close(): Promise<void> {
    await this.group?.leave()
    await Promise.all([this.shared.input, this.shared.changelog, this.surroundings].map((each) => each.close()))
  }
}

/** Tries within a transaction: until another broker leads, or a new topic is known everywhere. */
const retry = { initialRetryTime: 20, maxRetryTime: 500, retries: 10 }

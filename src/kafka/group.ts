import type { Consumer } from 'kafkajs'
import type { Membership } from '../engine/engine.ts'
import type { KafkaClient } from './client.ts'
import type { Patience } from './patience.ts'

/** A group of workers. */
export interface GroupOptions {
  readonly topic: string
  readonly group: string
  /** Milliseconds without a heartbeat after which the brokers give the partitions of a worker to others. */
  readonly session: number
}

/** Milliseconds that leaving may take. A group that nobody left notices when the session ends. */
const leaveMs = 5000

/**
 * A place in a consumer group, which serves to distribute partitions and for nothing else: everything is paused, so that
 * heartbeats depend on nothing but the event loop.
 */
export class Group implements Membership {
  private readonly client: KafkaClient
  private readonly options: GroupOptions
  private readonly patience: Patience
  private readonly assigned: (partitions: readonly number[]) => void
  private readonly leaving = new AbortController()
  private consumer: Consumer | undefined
  /** Those who wait for heartbeats, with how many are missing. */
  private waiting: { beats: number; readonly settle: (error?: Error) => void }[] = []

  constructor(
    client: KafkaClient,
    options: GroupOptions,
    patience: Patience,
    assigned: (partitions: readonly number[]) => void,
  ) {
    this.client = client
    this.options = options
    this.patience = patience
    this.assigned = assigned
  }

  /**
   * Joins the group; again whenever it was lost.
   *
   * @throws ConfigError if another try would not help
   */
  async join(): Promise<void> {
    await this.patience.keep(this.options.topic, this.leaving.signal, () => this.enter())
  }

  confirm(): Promise<void> {
    if (this.leaving.signal.aborted) return Promise.reject(new Error('the group was left'))
    return new Promise((resolve, reject) => {
      // The first one may have been answered before the call.
      const beats = 2
      this.waiting.push({ beats, settle: (error) => (error === undefined ? resolve() : reject(error)) })
    })
  }

  async leave(): Promise<void> {
    this.leaving.abort()
    this.settle(new Error('the group was left'))
    const { consumer } = this
    if (consumer === undefined) return
    const limit = new Promise((resolve) => setTimeout(resolve, leaveMs).unref())
    await Promise.race([consumer.disconnect().catch(() => {}), limit])
  }

  private async enter(): Promise<void> {
    const { topic, group: groupId, session } = this.options
    const heartbeatInterval = session / 10
    const consumer = this.client.kafka.consumer({
      ...{ groupId, sessionTimeout: session, rebalanceTimeout: Math.max(session, 10_000), heartbeatInterval },
      // With everything paused this is how long the client sleeps between two looks at the clock.
      maxWaitTimeInMs: heartbeatInterval / 2,
      allowAutoTopicCreation: false,
      retry: { initialRetryTime: 100, maxRetryTime: 1000, retries: 3, restartOnFailure: async () => false },
    })
    this.consumer = consumer
    let joined = false
    let failure: Error | undefined
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      joined = true
      consumer.pause([{ topic }])
      this.assigned([...(payload.memberAssignment[topic] ?? [])].sort((a, b) => a - b))
    })
    consumer.on(consumer.events.HEARTBEAT, () => this.beat())
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      failure = payload.error
      if (joined) void this.rejoin(failure)
    })
    await consumer.connect()
    await consumer.subscribe({ topic, fromBeginning: true })
    await consumer.run({ autoCommit: false, eachBatchAutoResolve: false, eachBatch: async () => {} })
    if (!joined) throw failure ?? new Error('the group was not joined')
  }

  private async rejoin(failure: Error): Promise<void> {
    if (this.leaving.signal.aborted) return
    this.assigned([])
    this.patience.failed(failure, this.options.topic)
    try {
      await this.join()
    } catch (error) {
      this.settle(error as Error)
    }
  }

  private beat(): void {
    for (const one of this.waiting) one.beats--
    const done = this.waiting.filter(({ beats }) => beats <= 0)
    this.waiting = this.waiting.filter(({ beats }) => beats > 0)
    for (const { settle } of done) settle()
  }

  private settle(error: Error): void {
    const { waiting } = this
    this.waiting = []
    for (const { settle } of waiting) settle(error)
  }
}

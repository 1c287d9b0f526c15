import type { Consumer } from 'kafkajs'
import type { Membership } from '../engine/engine.ts'
import { Backoff } from '../live/backoff.ts'
import type { KafkaClient } from './client.ts'
import { isCoordinatorMoving } from './explained.ts'
import { type Agreement, stickyAssigner } from './sticky.ts'

/** A group of workers. */
export interface GroupOptions {
  readonly group: string
  readonly agreement: Agreement
  /** Milliseconds without a heartbeat after which the brokers give the partitions of a worker to others. */
  readonly session: number
}

/**
 * Sessions without an answer to a heartbeat after which the group counts as lost. A broker that hangs closes no
 * connection, and the client would wait for minutes.
 */
const silentSessions = 2

/** Milliseconds that the members of a group have to join it again when it changes. */
export const rebalanceMs = (session: number) => Math.max(session, 10_000)

/** Milliseconds that leaving may take. A group that nobody left notices when the session ends. */
const leaveMs = 5000

/**
 * A place in a consumer group, which serves to distribute partitions and for nothing else: everything is paused, so that
 * heartbeats depend on nothing but the event loop.
 */
export class Group implements Membership {
  private readonly client: KafkaClient
  private readonly options: GroupOptions
  private readonly assigned: (partitions: readonly number[]) => void
  private readonly leaving = new AbortController()
  private consumer: Consumer | undefined
  private own: readonly number[] = []
  /** Of the last heartbeat. */
  private generation = 0
  /** Why the group was lost. */
  private lost: Error | undefined
  /** Loses the group if no heartbeat is answered until then. */
  private silence: NodeJS.Timeout | undefined
  /** Those who wait for heartbeats, with how many are missing. */
  private waiting: { beats: number; readonly settle: (error?: Error) => void }[] = []

  constructor(client: KafkaClient, options: GroupOptions, assigned: (partitions: readonly number[]) => void) {
    this.client = client
    this.options = options
    this.assigned = assigned
  }

  /**
   * Joins the group; from then on it is joined again whenever it was lost.
   *
   * @throws ConfigError if another try would not help
   */
  async join(): Promise<void> {
    const backoff = new Backoff({ from: 50, to: 500 })
    for (let left = 20; ; left--) {
      try {
        return await this.enter()
      } catch (error) {
        await this.drop()
        if (left === 0 || !isCoordinatorMoving(error)) throw this.client.explained(error, this.options.agreement.topic)
        await backoff.wait(this.leaving.signal)
      }
    }
  }

  confirm(): Promise<void> {
    if (this.lost !== undefined) return Promise.reject(this.lost)
    return new Promise((resolve, reject) => {
      // The first one may have been answered before the call.
      const beats = 2
      this.waiting.push({ beats, settle: (error) => (error === undefined ? resolve() : reject(error)) })
    })
  }

  async leave(): Promise<void> {
    this.leaving.abort()
    this.lose(new Error('the group was left'))
    await this.drop()
  }

  private async enter(): Promise<void> {
    const { agreement, group: groupId, session } = this.options
    const { topic } = agreement
    const heartbeatInterval = session / 10
    const consumer = this.client.kafka.consumer({
      ...{ groupId, sessionTimeout: session, rebalanceTimeout: rebalanceMs(session), heartbeatInterval },
      // With everything paused this is how long the client sleeps before it thinks of heartbeats again.
      maxWaitTimeInMs: heartbeatInterval / 2,
      allowAutoTopicCreation: false,
      partitionAssigners: [
        stickyAssigner(this.client.kafkajs, topic, () => {
          const { generation, own } = this
          return { partitions: own, generation, agreement }
        }),
      ],
      retry: { initialRetryTime: 100, maxRetryTime: 1000, retries: 3, restartOnFailure: async () => false },
    })
    this.consumer = consumer
    let joined = false
    let failure: Error | undefined
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      if (this.consumer !== consumer) return
      this.listen()
      joined = true
      this.lost = undefined
      consumer.pause([{ topic }])
      // kafkajs sorts them as text.
      this.own = [...(payload.memberAssignment[topic] ?? [])].sort((a, b) => a - b)
      this.assigned(this.own)
    })
    consumer.on(consumer.events.HEARTBEAT, ({ payload }) => {
      if (this.consumer === consumer) this.beat(payload.groupGenerationId)
    })
    // The others may take their time; the client limits it.
    consumer.on(consumer.events.REBALANCING, () => clearTimeout(this.silence))
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      failure = payload.error
      if (joined && this.consumer === consumer) void this.rejoin(failure)
    })
    await consumer.connect()
    await consumer.subscribe({ topic, fromBeginning: true })
    await consumer.run({ autoCommit: false, eachBatchAutoResolve: false, eachBatch: async () => {} })
    if (!joined) throw failure ?? new Error('the group was not joined')
  }

  private listen(): void {
    const ms = silentSessions * this.options.session
    clearTimeout(this.silence)
    this.silence = setTimeout(() => {
      void this.rejoin(new Error(`no broker has answered a heartbeat for ${ms / 1000} s`))
    }, ms)
  }

  private async rejoin(failure: Error): Promise<void> {
    if (this.leaving.signal.aborted) return
    this.lose(this.client.explained(failure, this.options.agreement.topic))
    this.own = []
    this.assigned([])
    const backoff = new Backoff({ from: 200, to: 5000 })
    while (this.lost !== undefined && !this.leaving.signal.aborted) {
      await this.drop()
      await backoff.wait(this.leaving.signal)
      await this.join().catch((error: Error) => this.lose(error))
    }
  }

  /** Ends the connections of a consumer, without waiting for answers that may never come. */
  private async drop(): Promise<void> {
    const { consumer } = this
    this.consumer = undefined
    clearTimeout(this.silence)
    const limit = new Promise((resolve) => setTimeout(resolve, leaveMs).unref())
    await Promise.race([consumer?.disconnect().catch(() => {}), limit])
  }

  private beat(generation: number): void {
    this.generation = generation
    this.listen()
    for (const one of this.waiting) one.beats--
    const done = this.waiting.filter(({ beats }) => beats <= 0)
    this.waiting = this.waiting.filter(({ beats }) => beats > 0)
    for (const { settle } of done) settle()
  }

  private lose({ message }: Error): void {
    this.lost = new Error(message)
    const { waiting } = this
    this.waiting = []
    for (const { settle } of waiting) settle(this.lost)
  }
}

import type { Cluster } from 'kafkajs'
import type { KafkaClient } from './client.ts'
import { clusterOf } from './cluster.ts'
import { committedRecords, type FetchedPartition, type FetchedRecord } from './committed-records.ts'
import { answerOf } from './explained.ts'
import { keepTrying } from './keep-trying.ts'

/** Records of a partition. */
export interface Fetched {
  readonly records: readonly FetchedRecord[]
  /** Offset after them. */
  readonly next: number
  /** Offset after everything that was committed when they were read. */
  readonly end: number
  /** Whether the brokers did not know the topic meanwhile: it can be another one of the same name. */
  readonly wasAway?: boolean
}

/** A partition that somebody waits for. */
interface Wanted {
  readonly topic: string
  readonly partition: number
  readonly from: number
  /** Most bytes that the next answer may have of it. */
  bytes: number
  wasAway?: boolean
  readonly settle: (fetched: Fetched | Error) => void
}

/** Milliseconds that a broker waits for records. What is asked for meanwhile waits as long. */
const maxWaitTime = 100
/** Most bytes of a partition, and of an answer: enough to read fast, and little if 100 partitions wait for their tasks. */
const partitionBytes = 1 << 20
const answerBytes = 16 << 20

/**
 * Reads partitions from chosen offsets, in the transactions that were committed. It belongs to no group, since kafkajs
 * has no assignment by hand. Everything that is wanted of a broker goes in one request, since a broker answers the
 * requests of a connection one after another.
 */
export class Fetches {
  private readonly cluster: Cluster
  private readonly client: KafkaClient
  /** Topics that the brokers have. */
  private readonly topics = new Set<string>()
  private readonly wanted = new Set<Wanted>()
  /** Those of them that an error was answered for: they are asked for one by one. */
  private readonly failing = new Set<Wanted>()
  /** Brokers that have not answered yet. */
  private readonly asked = new Set<number>()
  /** The last request to each broker. */
  private readonly requests = new Map<number, Promise<void>>()
  private readonly closing = new AbortController()
  private turning = false

  constructor(client: KafkaClient) {
    this.cluster = clusterOf(client)
    this.client = client
  }

  /**
   * Waits for records of a partition from an offset on. Only one may wait for a partition.
   *
   * @returns undefined if the signal was aborted
   * @throws an error of the protocol, of type `OFFSET_OUT_OF_RANGE`, if the topic has no such offset
   */
  async next(topic: string, partition: number, from: number, signal: AbortSignal): Promise<Fetched | undefined> {
    const isOver = () => signal.aborted || this.closing.signal.aborted
    if (isOver()) return undefined
    if (!this.topics.has(topic)) await this.know(topic, signal)
    return new Promise((resolve, reject) => {
      if (isOver()) return resolve(undefined)
      const stop = () => wanted.settle({ records: [], next: from, end: from })
      const wanted: Wanted = {
        ...{ topic, partition, from, bytes: partitionBytes },
        settle: (fetched) => {
          signal.removeEventListener('abort', stop)
          if (!this.wanted.delete(wanted)) return
          if (isOver()) resolve(undefined)
          else if (fetched instanceof Error) reject(fetched)
          else resolve(fetched)
        },
      }
      signal.addEventListener('abort', stop, { once: true })
      this.wanted.add(wanted)
      void this.turn()
    })
  }

  /** First offset of a partition, and the one after everything that was committed. */
  async range(topic: string, partition: number, signal: AbortSignal): Promise<{ start: number; end: number }> {
    await this.know(topic, signal)
    return keepTrying(this.client, topic, signal, async () => {
      const offset = async (fromBeginning: boolean) => {
        const [found] = await this.cluster.fetchTopicsOffset([{ topic, partitions: [{ partition }], fromBeginning }])
        if (found === undefined) throw new Error(`${topic} has no partition ${partition}`)
        return Number(found.partitions[0]!.offset)
      }
      return { start: await offset(true), end: await offset(false) }
    })
  }

  /**
   * Has the offsets of a group say how far a topic was read, for tools that show its lag. Refused while the group has
   * members.
   */
  async commit(groupId: string, topic: string, offsets: Iterable<readonly [partition: number, next: number]>) {
    const partitions = Array.from(offsets, ([partition, next]) => ({ partition, offset: String(next) }))
    if (partitions.length === 0) return
    const coordinator = await this.cluster.findGroupCoordinator({ groupId })
    const outside = { groupGenerationId: -1, memberId: '' }
    await coordinator.offsetCommit({ groupId, ...outside, topics: [{ topic, partitions }] })
  }

  async close(): Promise<void> {
    this.closing.abort()
    for (const { settle } of this.wanted) settle(new Error('closed'))
    await this.cluster.disconnect()
  }

  private async know(topic: string, signal: AbortSignal): Promise<void> {
    await keepTrying(this.client, topic, signal, async () => {
      await this.cluster.connect()
      await this.cluster.addTargetTopic(topic)
    })
    this.topics.add(topic)
  }

  /** Asks all brokers that something is wanted of, unless they have been asked. */
  private async turn(): Promise<void> {
    if (this.turning || this.wanted.size === 0) return
    this.turning = true
    try {
      await keepTrying(this.client, undefined, this.closing.signal, () => this.askAll())
    } catch (error) {
      for (const { settle } of this.wanted) settle(error as Error)
    } finally {
      this.turning = false
    }
  }

  private async askAll(): Promise<void> {
    const waiting = [...this.wanted].filter((wanted) => !this.failing.has(wanted))
    await this.cluster.refreshMetadataIfNecessary()
    const byLeader = new Map<number, Wanted[]>()
    for (const wanted of waiting) {
      const leader = this.leaderOf(wanted)
      byLeader.set(leader, [...(byLeader.get(leader) ?? []), wanted])
    }
    for (const [leader, all] of byLeader) if (!this.asked.has(leader)) void this.ask(leader, all)
  }

  private async ask(leader: number, all: readonly Wanted[]): Promise<void> {
    this.asked.add(leader)
    try {
      await this.fetch(leader, all, maxWaitTime)
    } catch {
      // The error does not say which partition it is about.
      for (const wanted of all) if (this.wanted.has(wanted)) void this.askAlone(wanted)
    } finally {
      this.asked.delete(leader)
      void this.turn()
    }
  }

  private async askAlone(wanted: Wanted): Promise<void> {
    this.failing.add(wanted)
    try {
      await keepTrying(this.client, wanted.topic, this.closing.signal, async () => {
        if (!this.wanted.has(wanted)) return
        try {
          await this.cluster.refreshMetadata()
          await this.fetch(this.leaderOf(wanted), [wanted], 0)
        } catch (error) {
          if ((error as Error).name === 'KafkaJSNotImplemented')
            throw Object.assign(error as Error, {
              at: `${wanted.topic} ${wanted.partition}, offset ${wanted.from} or after`,
            })
          const { type } = answerOf(error) ?? {}
          if (type === 'UNKNOWN_TOPIC_OR_PARTITION') wanted.wasAway = true
          if (type !== 'OFFSET_OUT_OF_RANGE') throw error
          wanted.settle(error as Error)
        }
      })
    } catch (error) {
      wanted.settle(error as Error)
    } finally {
      this.failing.delete(wanted)
      void this.turn()
    }
  }

  private leaderOf({ topic, partition }: Wanted): number {
    const [leader] = Object.keys(this.cluster.findLeaderForPartitions(topic, [partition]))
    if (leader === undefined) throw new Error(`${topic} has no partition ${partition}`)
    return Number(leader)
  }

  /** One request at a time: kafkajs connects once for each that finds no connection, and forgets all but the last. */
  private fetch(leader: number, all: readonly Wanted[], maxWaitTime: number): Promise<void> {
    const before = this.requests.get(leader)
    const request = (before ?? Promise.resolve()).then(() => this.request(leader, all, maxWaitTime))
    this.requests.set(
      leader,
      request.catch(() => {}),
    )
    return request
  }

  private async request(leader: number, all: readonly Wanted[], maxWaitTime: number): Promise<void> {
    const topics = all.map(({ bytes, topic, partition, from }) => ({
      topic,
      partitions: [{ partition, fetchOffset: String(from), maxBytes: bytes }],
    }))
    const broker = await this.cluster.findBroker({ nodeId: String(leader) })
    const { responses } = (await broker.fetch({ maxWaitTime, maxBytes: answerBytes, topics })) as Answer
    for (const { topicName, partitions } of responses)
      for (const answer of partitions) {
        const wanted = all.find(({ topic, partition }) => topic === topicName && partition === answer.partition)
        if (wanted === undefined) continue
        const { records, next } = committedRecords(wanted.from, answer)
        const end = Number(answer.lastStableOffset)
        if (next > wanted.from) wanted.settle({ records, next, end, ...(wanted.wasAway && { wasAway: true }) })
        // A batch that compaction has emptied came with less than the whole of the next one.
        else if (end > wanted.from) wanted.bytes = Math.min(2 * wanted.bytes, answerBytes)
      }
  }
}

interface Answer {
  readonly responses: readonly { readonly topicName: string; readonly partitions: readonly FetchedPartition[] }[]
}

import { setMaxListeners } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import type { KafkaClient } from './client.ts'
import { answerOf } from './explained.ts'
import { Fetches } from './fetches.ts'
import { keepTrying } from './keep-trying.ts'

/** Values that are passed on at once: what else the process does then waits for some milliseconds. */
const mostAtOnce = 100
/** Taking values gets a quarter of the time of the thread, over all partitions: the rest is for other work. */
const pausesPerWork = 3
/** Follows topics as `tail -f` follows a file, in the transactions that were committed. It belongs to no group. */
export class Tail {
  /** Records left out because they came faster than they were read. */
  skipped = 0
  /** Offsets after what was passed on, by partition. */
  readonly positions = new Map<number, number>()
  private readonly client: KafkaClient
  private readonly mostBehind: number
  private readonly fetches: Fetches
  /** Resolves when the next values can be passed on. */
  private free: Promise<unknown> = Promise.resolve()

  /** @param mostBehind records of a partition that may wait; if there are more, it begins with the last ones again */
  constructor(client: KafkaClient, mostBehind = 5000) {
    this.client = client
    this.mostBehind = mostBehind
    this.fetches = new Fetches(client)
  }

  /**
   * Passes on the values of a topic: of its last records, then of those that come. Order holds within a partition.
   *
   * @param last number of records to begin with, over all partitions
   * @throws ConfigError if another try would not help, such as that there is no such topic
   */
  async follow(
    topic: string,
    last: number,
    onValues: (values: readonly string[]) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const partitions = await this.partitionsOf(topic, signal)
    const failing = new AbortController()
    const either = AbortSignal.any([signal, failing.signal])
    // Every partition listens; for more than ten Node would warn of a leak.
    setMaxListeners(0, either)
    const share = Math.ceil(last / partitions.length)
    const follow = (partition: number) => this.followPartition(topic, partition, share, onValues, either)
    try {
      await Promise.all(partitions.map(follow))
    } finally {
      failing.abort()
    }
  }

  close(): Promise<void> {
    return this.fetches.close()
  }

  private partitionsOf(topic: string, signal: AbortSignal): Promise<number[]> {
    return keepTrying(this.client, topic, signal, async () => {
      const admin = this.client.kafka.admin()
      try {
        await admin.connect()
        const { topics } = await admin.fetchTopicMetadata({ topics: [topic] })
        return topics[0]!.partitions.map(({ partitionId }) => partitionId)
      } finally {
        await admin.disconnect()
      }
    })
  }

  private async followPartition(
    topic: string,
    partition: number,
    last: number,
    onValues: (values: readonly string[]) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const begin = async () => {
      const { start, end } = await this.fetches.range(topic, partition, signal)
      return Math.max(start, end - last)
    }
    let from = await begin()
    while (!signal.aborted) {
      this.positions.set(partition, from)
      let fetched: Awaited<ReturnType<Fetches['next']>>
      try {
        fetched = await this.fetches.next(topic, partition, from, signal)
      } catch (error) {
        // Old records were removed meanwhile, or the topic is another one of the same name.
        if (answerOf(error)?.type !== 'OFFSET_OUT_OF_RANGE') throw error
        from = await begin()
        continue
      }
      if (!fetched) return
      const { records, next, end } = fetched
      if (end - next > Math.max(last, this.mostBehind)) {
        from = end - last
        this.skipped += from - next
        continue
      }
      for (let at = 0; at < records.length; at += mostAtOnce) {
        const values = records.slice(at, at + mostAtOnce).flatMap(({ value }) => value?.toString() ?? [])
        await this.inTurn(() => onValues(values), signal)
      }
      from = next
    }
  }

  /** Calls a function after those before it, each followed by a pause. */
  private inTurn(act: () => void, signal: AbortSignal): Promise<unknown> {
    const done = this.free.then(async () => {
      if (signal.aborted) return
      const start = performance.now()
      act()
      await delay(pausesPerWork * (performance.now() - start), undefined, { signal }).catch(() => {})
    })
    this.free = done.catch(() => {})
    return done
  }
}

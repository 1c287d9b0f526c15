import { recordMark } from '../engine/record-mark.ts'
import { ConfigError } from '../errors.ts'
import { type KafkaClient, kafkaClient } from '../kafka/client.ts'
import type { FetchedRecord } from '../kafka/committed-records.ts'
import type { KafkaConnection } from '../kafka/connection-options.ts'
import { Fetches } from '../kafka/fetches.ts'
import { headerTexts } from '../kafka/header-texts.ts'
import { keepTrying } from '../kafka/keep-trying.ts'
import { Answered } from '../live/answered.ts'
import type { Feed, Link } from '../live/feed.ts'
import { Flow } from '../live/flow.ts'
import { recordText } from '../records/record-text.ts'
import { type ValueDecoder, type ValueFormat, valueDecoder } from '../records/value-text.ts'
import type { SourcePlace } from '../sources/source.ts'
import { KafkaPlaces } from './kafka-places.ts'

/** Options of `KafkaFeed`. */
export interface KafkaFeedOptions extends KafkaConnection, ValueFormat {
  readonly topic: string
  readonly group: string
  readonly from: 'earliest' | 'latest'
}

/** Milliseconds after which new partitions of the topic are looked for. */
const lookEvery = 60_000
/** Milliseconds between two commits of the group's offsets, which only tools look at. */
const commitEvery = 5000
/** Records and characters of a message, which has the places of all partitions once. */
const most = 100
const mostCharacters = 65_536

/**
 * The records of all partitions of a topic, in messages of several records of a partition. Its places are those that the
 * messages say: the offsets of the group are committed, but never read.
 */
export class KafkaFeed implements Feed {
  readonly name: string
  private readonly options: KafkaFeedOptions
  private readonly place: SourcePlace
  private places: KafkaPlaces | undefined
  private decode: ValueDecoder | undefined
  /** Once a record was read, whatever is refused is tried again. */
  private everRead = false

  constructor(options: KafkaFeedOptions, place: SourcePlace) {
    this.options = options
    this.place = place
    this.name = `kafka ${options.topic}`
  }

  async run(link: Link): Promise<void> {
    const { options, place } = this
    const tell = (notice: string) => place.tell?.(`${this.name}: ${notice}`)
    const client = await kafkaClient(options, { word: 'kafka', resolve: place.resolve, tell })
    try {
      this.decode ??= await valueDecoder('kafka', options, place.resolve)
      this.places ??= new KafkaPlaces(options.topic, options.from, link.cursor, tell)
      await this.read(client, link)
    } catch (error) {
      const meant = client.explained(error, options.topic)
      throw this.everRead && meant instanceof ConfigError ? new Error(meant.message) : meant
    }
  }

  /** Reads until the signal is aborted, or something fails. */
  private async read(client: KafkaClient, link: Link): Promise<void> {
    const { group, topic } = this.options
    const places = this.places!
    const gate = new Gate()
    const flow = new Flow(link, gate)
    const begun = new Set<number>()
    const ending = new AbortController()
    const end = () => ending.abort()
    link.signal.addEventListener('abort', end, { once: true })
    if (link.signal.aborted) end()
    let fail: (error: unknown) => void = () => {}
    // What fails would be tried again silently. It ends this connection instead, which gives a notice.
    const impatient: KafkaClient = {
      ...client,
      explained(error, topic) {
        const meant = client.explained(error, topic)
        if (!(meant instanceof ConfigError)) fail(meant)
        return meant
      },
    }
    const fetches = new Fetches(impatient)
    const commit = () => fetches.commit(group, topic, places.unsaid()).catch(() => {})
    const timers: NodeJS.Timeout[] = []
    try {
      await new Promise<void>((resolve, reject) => {
        fail = reject
        ending.signal.addEventListener('abort', () => resolve(), { once: true })
        if (ending.signal.aborted) resolve()
        const look = async () => {
          await keepTrying(impatient, topic, ending.signal, () => places.locate(client.kafka))
          if (places.problem !== undefined) throw new Answered(places.problem)
          link.open()
          for (const partition of places.partitions) {
            if (begun.has(partition)) continue
            begun.add(partition)
            this.readPartition(partition, fetches, flow, gate, ending.signal).catch(reject)
          }
        }
        look().catch(reject)
        timers.push(
          setInterval(() => look().catch(reject), lookEvery),
          setInterval(commit, commitEvery),
        )
      })
    } finally {
      for (const timer of timers) clearInterval(timer)
      link.signal.removeEventListener('abort', end)
      end()
      gate.resume()
      await commit()
      await fetches.close().catch(() => {})
    }
  }

  private async readPartition(
    partition: number,
    fetches: Fetches,
    flow: Flow,
    gate: Gate,
    signal: AbortSignal,
  ): Promise<void> {
    const places = this.places!
    await this.recognize(partition, fetches, signal)
    for (;;) {
      const fetched = await fetches.next(this.options.topic, partition, places.next(partition), signal)
      if (fetched === undefined) return
      if (fetched.wasAway) throw new Error(`${this.options.topic} was away; it may be another topic of the same name`)
      this.everRead ||= fetched.records.length > 0
      await this.take(fetched.records, partition, flow, gate, signal)
      if (signal.aborted) return
      // Behind the ends of transactions, which are not records.
      places.pass(partition, fetched.next)
    }
  }

  /** @throws Answered if another record has the offset of the one that was read last: the topic was made again */
  private async recognize(partition: number, fetches: Fetches, signal: AbortSignal): Promise<void> {
    const last = this.places!.last(partition)
    if (last === undefined || last.offset < this.places!.start(partition)) return
    const fetched = await fetches.next(this.options.topic, partition, last.offset, signal)
    const record = fetched?.records.find(({ offset }) => Number(offset) === last.offset)
    if (record && recordMark(recordOf(record, partition, last.offset)) !== last.mark)
      throw new Answered(
        `partition ${partition} has another record at offset ${last.offset} than was read; if the topic was made again, begin again with --fresh`,
      )
  }

  /** Passes on records of a partition; waits while too many are not safe. */
  private async take(
    records: readonly FetchedRecord[],
    partition: number,
    flow: Flow,
    gate: Gate,
    signal: AbortSignal,
  ): Promise<void> {
    const places = this.places!
    let texts: string[] = []
    let characters = 0
    for (const [i, record] of records.entries()) {
      const offset = Number(record.offset)
      const input = recordOf(record, partition, offset)
      const text = recordText(input, this.decode!)
      texts.push(typeof text === 'string' ? text : await text)
      characters += texts.at(-1)!.length
      if (texts.length < most && characters < mostCharacters && i < records.length - 1) continue
      await gate.opened
      if (signal.aborted) return
      places.pass(partition, offset + 1, { offset, mark: recordMark(input) })
      void flow.message(`[${texts.join(',')}]`, places.cursor).then(() => places.safe(partition, offset + 1))
      texts = []
      characters = 0
    }
  }
}

/** Holds the reading while too many messages are not safe. */
class Gate {
  opened: Promise<void> = Promise.resolve()
  private open: () => void = () => {}

  pause(): void {
    this.opened = new Promise((resolve) => {
      this.open = resolve
    })
  }

  resume(): void {
    this.open()
  }
}

const recordOf = ({ headers, key, timestamp, value }: FetchedRecord, partition: number, offset: number) => ({
  ...{ partition, offset, time: Number(timestamp), key: key ?? undefined, value: value ?? undefined },
  headers: headerTexts(headers),
})

import type { Message, Producer } from 'kafkajs'
import type { InputRecord, StateRecord, TaskLog, Transaction } from '../engine/engine.ts'
import { recordMark } from '../engine/record-mark.ts'
import { ConfigError } from '../errors.ts'
import { Backoff } from '../live/backoff.ts'
import type { KafkaClient } from './client.ts'
import type { FetchedRecord } from './committed-records.ts'
import { answerOf } from './explained.ts'
import type { Fetches } from './fetches.ts'
import { headerTexts } from './header-texts.ts'
import type { Surroundings } from './surroundings.ts'
import { disconnect, failure, send, sendOffset } from './transactions.ts'

/** Key of the record by which an owner recognizes the end of what was committed before. */
export const markerKey = '#marker'

/** What the tasks of a worker share. */
export interface TaskClient {
  readonly client: KafkaClient
  readonly surroundings: Surroundings
  readonly input: Fetches
  readonly changelog: Fetches
  readonly names: { readonly topic: string; readonly group: string; readonly changelog: string }
  readonly tell: (notice: string) => void
}

/** A partition that was taken over: its input, changelog and outputs. */
export class KafkaTaskLog implements TaskLog {
  private readonly shared: TaskClient
  private readonly partition: number
  private readonly producer: Producer
  private readonly marker: string
  private readonly signal: AbortSignal
  /** Offset of the record of the changelog that was written last, or of one before it. */
  private written: number
  private end: number | undefined
  /** Offset after what was committed. */
  private done = 0
  /** Offsets after the last record that was polled, and after the ends of transactions behind it. */
  private polled = 0
  private passed = 0

  constructor(
    shared: TaskClient,
    partition: number,
    producer: Producer,
    marker: { readonly id: string; readonly offset: number },
    signal: AbortSignal,
  ) {
    this.shared = shared
    this.partition = partition
    this.producer = producer
    this.marker = marker.id
    this.written = marker.offset
    this.signal = signal
  }

  get lag(): number | undefined {
    return this.end === undefined ? undefined : Math.max(0, this.end - this.done)
  }

  async restore(onRecord: (record: StateRecord) => void | Promise<void>): Promise<void> {
    const { changelog, names } = this.shared
    const { start } = await changelog.range(names.changelog, this.partition, this.signal)
    if (start > 0)
      this.shared.tell(
        `records of ${names.changelog} ${this.partition} before ${start} were deleted, and states of series with them; set its cleanup.policy to compact`,
      )
    let isEmpty = true
    const read = (from: number) => changelog.next(names.changelog, this.partition, from, this.signal)
    for (let coming = read(start); ; ) {
      const fetched = await coming
      if (fetched === undefined) throw this.signal.reason
      const found = fetched.records.findIndex(
        ({ key, value }) => key?.toString() === markerKey && value?.toString() === this.marker,
      )
      if (found < 0) coming = read(fetched.next)
      for (const { key, value } of found < 0 ? fetched.records : fetched.records.slice(0, found)) {
        const name = key?.toString()
        if (name === undefined || name === markerKey) continue
        isEmpty = false
        const taken = onRecord({ key: name, value: value ?? undefined })
        if (taken !== undefined) await taken
      }
      if (found >= 0) break
    }
    if (isEmpty) await this.demandState(0)
  }

  async recognize(offset: number, mark: number): Promise<void> {
    const { input, names } = this.shared
    await this.demandState(offset + 1)
    const { start, end } = await this.reaching(offset + 1)
    // The lag is known before the next row comes, which can be long.
    this.end = end
    this.done = offset + 1
    if (offset < start) return
    const fetched = await input.next(names.topic, this.partition, offset, this.signal)
    const record = fetched?.records.find((each) => Number(each.offset) === offset)
    if (record && recordMark(inputRecord(record)) !== mark) throw this.anotherInput(offset, 'another one')
  }

  async poll(from: number, signal: AbortSignal): Promise<readonly InputRecord[]> {
    const { input, names } = this.shared
    if (this.end === undefined) {
      // Nothing was recognized: the partition may never have had a row.
      const { start, end } = await input.range(names.topic, this.partition, signal)
      this.end = end
      this.done = Math.max(from, start)
    }
    for (let at = from; ; ) {
      try {
        const fetched = await input.next(names.topic, this.partition, at, signal)
        if (fetched === undefined) return []
        if (fetched.wasAway) throw new Error(`${names.topic} was away; it may be another topic of the same name`)
        this.end = fetched.end
        this.passed = fetched.next
        const last = fetched.records.at(-1)
        if (last) {
          this.polled = Number(last.offset) + 1
          return fetched.records.map(inputRecord)
        }
        if (this.done === at) this.done = fetched.next
        at = fetched.next
      } catch (error) {
        if (answerOf(error)?.type !== 'OFFSET_OUT_OF_RANGE') throw error
        at = await this.afterLoss(at)
      }
    }
  }

  async commit({ outputs, state, position }: Transaction): Promise<void> {
    const { names } = this.shared
    try {
      const transaction = await this.producer.transaction()
      const byTopic = new Map<string, Message[]>()
      const add = (topic: string, message: Message) => {
        const messages = byTopic.get(topic)
        if (messages === undefined) byTopic.set(topic, [message])
        else messages.push(message)
      }
      for (const { topic, key, value, headers } of outputs)
        add(topic, { ...this.message(key, value), ...(headers && { headers: { ...headers } }) })
      for (const { key, value } of state) add(names.changelog, this.message(key, value ?? null))
      for (const [topic, messages] of byTopic) {
        const offset = await send(transaction, topic, messages)
        if (topic !== names.changelog) continue
        // A topic of the same name that was made again does not have the states of idle series.
        if (offset <= this.written) throw this.lostState(position, 0)
        this.written = offset
      }
      const place = { partition: this.partition, offset: String(position), metadata: this.stateIn }
      await sendOffset(transaction, names, place, this.signal)
      await transaction.commit()
      this.done = position < this.polled ? position : Math.max(position, this.passed)
    } catch (error) {
      throw failure(error, this.shared, this.partition)
    }
  }

  async close(): Promise<void> {
    await disconnect(this.producer)
  }

  /** What is committed with the position of the group, for those who look at it. */
  private get stateIn(): string {
    return `state in ${this.shared.names.changelog}`
  }

  /**
   * @param reached position up to which there is a state
   * @throws ConfigError if there was a later one, which is lost: rows would be forecast, and sent, once more
   */
  private async demandState(reached: number): Promise<void> {
    const committed = await this.shared.surroundings.committed(this.partition)
    if (committed?.text === this.stateIn && committed.position > reached)
      throw this.lostState(committed.position, reached)
  }

  private lostState(position: number, reached: number): ConfigError {
    const { names } = this.shared
    const got = reached === 0 ? 'none' : `that of the rows before ${reached}`
    return new ConfigError([
      {
        where: 'worker.changelog:',
        message: `expected the state of the rows before offset ${position} in ${names.changelog} ${this.partition}, got ${got}: the topic was deleted, or its records; to start again from the first row, name another one, such as worker: { changelog: ${names.changelog}-2 }, and another output topic`,
      },
    ])
  }

  private message(key: string, value: string | Uint8Array | null): Message {
    const bytes = value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value
    return { partition: this.partition, key, value: bytes }
  }

  /** Where to read on if the topic does not have an offset any more. */
  private async afterLoss(from: number): Promise<number> {
    const { names, tell } = this.shared
    const { start } = await this.reaching(from)
    if (from >= start) return from
    if (from > 0)
      tell(
        `rows ${from} to ${start - 1} of ${names.topic} ${this.partition} were removed by the topic's retention before the state had them`,
      )
    return start
  }

  /**
   * The range of the input, which has reached an offset that was read before.
   *
   * @throws ConfigError if it does not reach it within some seconds, in which a new leader learns what it can pass on
   */
  private async reaching(offset: number): Promise<{ start: number; end: number }> {
    const { input, names } = this.shared
    const backoff = new Backoff({ from: 50, to: 500 })
    for (let left = 10; ; left--) {
      const range = await input.range(names.topic, this.partition, this.signal)
      if (offset <= range.end) return range
      if (left === 0 && !this.signal.aborted) throw this.anotherInput(offset - 1, 'a topic that ends before it')
      await backoff.wait(this.signal)
    }
  }

  private anotherInput(offset: number, got: string): ConfigError {
    const { topic, group } = this.shared.names
    return new ConfigError([
      {
        where: 'kafka.topic:',
        message: `expected ${topic} ${this.partition} with the record at offset ${offset} that was read last, got ${got}; if the topic was deleted and created again, start with another group, such as ${group}-2`,
      },
    ])
  }
}

const inputRecord = ({ headers, offset, key, value, timestamp }: FetchedRecord): InputRecord => ({
  offset: Number(offset),
  key: key ?? undefined,
  value: value ?? undefined,
  time: Number(timestamp),
  headers: headerTexts(headers),
})

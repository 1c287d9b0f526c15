import { mostMemory } from '../defaults/memory-needed.ts'
import { defaultShards, type SeriesOptions } from '../operators/series-set.ts'
import type { Forecast } from '../series/forecast.ts'
import { keyText } from '../series/key-text.ts'
import type { Observation } from '../series/observation.ts'
import { shardOf } from '../series/shard-of.ts'
import type { Partition, Receiver, SavedState, SeriesReport, StateId } from '../shards/partition.ts'
import { turn, turnMs } from '../state/turn.ts'
import type { PortableSteps } from './messages.ts'
import { writeObservation } from './observations.ts'
import { buffersOf } from './pack.ts'
import type { Recorded } from './recording.ts'
import { readReports } from './reports.ts'
import { Shares } from './shares.ts'
import { Thread } from './thread.ts'

/** Options of `ThreadedPartition`. */
export interface ThreadOptions {
  /** Number of threads, at most; each has whole shards. */
  readonly threads: number
  readonly series: SeriesOptions
}

type Key = readonly string[]

/**
 * Series that are forecast in other threads. What rows bring about is passed on in the order of the rows, so the number
 * of threads changes nothing.
 */
export class ThreadedPartition<R extends Forecast> implements Partition {
  private readonly receiver: Receiver<Forecast>
  private readonly shards: number
  private readonly shares: Shares
  private readonly threads: readonly Thread[]
  /** The shards of the series so far, by the texts of their keys. */
  private readonly shardByText = new Map<string, number>()
  /** Resolved when everything before was passed on. */
  private before: Promise<unknown> = Promise.resolve()

  constructor(steps: PortableSteps, receiver: Receiver<R>, { threads, series }: ThreadOptions) {
    // What is passed on is what these steps emit.
    this.receiver = receiver as Receiver<Forecast>
    this.shards = series.shards ?? defaultShards
    const count = Math.min(threads, this.shards)
    this.shares = new Shares(count)
    const maxMemory = (series.maxMemory ?? mostMemory) / count
    const data = { ...steps, series: { ...series, maxMemory }, timed: receiver.step !== undefined }
    this.threads = Array.from({ length: count }, () => new Thread(data))
  }

  /** Calls may overlap: the rows of the next are forecast while those before are passed on. */
  async *take(rows: Iterable<Observation>, states: readonly SavedState[] = []): AsyncGenerator<void, void, void> {
    const all = [...rows]
    this.giveShards(all, states)
    const owners = all.map(({ key }) => this.threadOf(key))
    const counts = new Map<Thread, number>()
    for (const [i, row] of all.entries()) {
      const thread = owners[i]!
      counts.set(thread, (counts.get(thread) ?? 0) + 1)
      thread.rows.number(this.wantsInside(row.key) ? 1 : 0)
      writeObservation(thread.rows, row)
    }
    const answers = new Map<Thread, Promise<Recorded>>()
    for (const thread of this.threads) {
      const brought = this.statesOf(thread, states)
      const count = counts.get(thread) ?? 0
      if (count === 0 && brought.length === 0) continue
      const pack = thread.rows.take()
      const buffers = [...buffersOf([pack]), ...brought.map(({ bytes }) => bytes.buffer)]
      answers.set(thread, thread.ask('take', { rows: pack, count, states: brought }, buffers))
    }
    yield* this.inTurn(answers, owners, all)
  }

  async flush(series: readonly Key[], states: readonly SavedState[] = []): Promise<void> {
    this.giveShards([], states)
    const owners = series.map((key) => this.threadOf(key))
    const answers = new Map<Thread, Promise<Recorded>>()
    for (const thread of this.threads) {
      const own = series.filter((_, i) => owners[i] === thread)
      const brought = this.statesOf(thread, states)
      if (own.length === 0 && brought.length === 0) continue
      const request = { series: own, watched: own.map((key) => this.wantsInside(key)), states: brought }
      const buffers = brought.map(({ bytes }) => bytes.buffer)
      answers.set(thread, thread.ask('flush', request, buffers))
    }
    for await (const _ of this.inTurn(answers, owners));
  }

  async *save(ids: readonly StateId[]): AsyncGenerator<Uint8Array, void, void> {
    const group = (at: number) =>
      this.each(
        ids.slice(at, at + savedAtOnce),
        (id) => ('shard' in id ? this.threadAt(id.shard) : this.threadOf(id.series)),
        (thread, own) => thread.ask('save', { ids: own }),
      )
    let next = group(0)
    for (let at = 0; at < ids.length; at += savedAtOnce) {
      const states = await next
      next = group(at + savedAtOnce)
      yield* states
    }
  }

  async drop(series: readonly Key[]): Promise<void> {
    await this.each(series, this.threadOf, async (thread, own) => {
      await thread.ask('drop', { series: own })
      return own
    })
  }

  report(series: readonly Key[]): Promise<readonly SeriesReport[]> {
    return this.each(series, this.threadOf, async (thread, own) => {
      thread.reports.open(await thread.ask('report', { series: own }))
      return readReports(thread.reports)
    })
  }

  async busy(series: readonly Key[]): Promise<readonly Key[]> {
    const answers = await this.each(series, this.threadOf, async (thread, own) => {
      const busy = new Set((await thread.ask('busy', { series: own })).map(keyText))
      return own.map((key) => busy.has(keyText(key)))
    })
    return series.filter((_, i) => answers[i])
  }

  /** Ends the threads at once. */
  async close(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.close()))
  }

  /** Passes on what the items of a batch have brought about, after everything before. */
  private async *inTurn(
    answers: ReadonlyMap<Thread, Promise<Recorded>>,
    owners: readonly Thread[],
    rows?: readonly Observation[],
  ): AsyncGenerator<void, void, void> {
    const { before } = this
    let done = () => {}
    this.before = new Promise<void>((resolve) => {
      done = resolve
    })
    try {
      await before
      for (const [thread, answer] of answers) thread.replay.open(await answer)
      const counts = new Map<Thread, number>()
      let begun = performance.now()
      for (const [i, thread] of owners.entries()) {
        const at = counts.get(thread) ?? 0
        counts.set(thread, at + 1)
        thread.replay.passOn(at, rows?.[i], this.receiver)
        // Reading the clock takes longer than a cheap receiver, so not for every row.
        if ((i & 15) === 15 && performance.now() - begun > turnMs) {
          yield
          await turn()
          begun = performance.now()
        }
      }
      for (const thread of answers.keys()) thread.replay.end(this.receiver)
    } finally {
      done()
    }
  }

  /** Asks each thread for its items; returns the answers in the order of the items. */
  private async each<T, A>(
    items: readonly T[],
    threadOf: (item: T) => Thread,
    ask: (thread: Thread, own: readonly T[]) => Promise<readonly A[]>,
  ): Promise<A[]> {
    const owners = items.map(threadOf)
    const found = await Promise.all(
      this.threads.map((thread) => {
        const own = items.filter((_, i) => owners[i] === thread)
        return own.length > 0 ? ask(thread, own) : []
      }),
    )
    const next = new Map(this.threads.map((thread, i) => [thread, found[i]!.values()] as const))
    return owners.map((thread) => next.get(thread)!.next().value!)
  }

  private wantsInside(key: Key = []): boolean {
    return this.receiver.wantsInside?.(key) ?? false
  }

  private giveShards(rows: readonly Observation[], states: readonly SavedState[]): void {
    const counts = new Map<number, number>()
    for (const { key } of rows) {
      const shard = this.shardOf(key)
      counts.set(shard, (counts.get(shard) ?? 0) + 1)
    }
    for (const { id } of states) {
      const shard = 'shard' in id ? id.shard : this.shardOf(id.series)
      counts.set(shard, counts.get(shard) ?? 0)
    }
    this.shares.give(counts)
  }

  /** Copies of the states of a thread, since they may be parts of larger buffers, which cannot be transferred. */
  private statesOf(thread: Thread, states: readonly SavedState[]): { id: StateId; bytes: Uint8Array<ArrayBuffer> }[] {
    return states
      .filter(({ id }) => ('shard' in id ? this.threadAt(id.shard) : this.threadOf(id.series)) === thread)
      .map(({ id, bytes }) => ({ id, bytes: Uint8Array.from(bytes) }))
  }

  private shardOf(key: Key | undefined): number {
    const text = keyText(key === undefined || key.length === 0 ? undefined : key)
    const shard = this.shardByText.get(text) ?? shardOf(text, this.shards)
    this.shardByText.set(text, shard)
    return shard
  }

  private readonly threadOf = (key: Key | undefined): Thread => this.threadAt(this.shardOf(key))

  private threadAt(shard: number): Thread {
    return this.threads[this.shares.of(shard)]!
  }
}

/** States that are saved at once. */
const savedAtOnce = 32

import { mostMemory, sizeText } from '../defaults/memory-needed.ts'
import { DataError } from '../errors.ts'
import { SharedLearning } from '../forecaster/shared-learning.ts'
import { keyText } from '../series/key-text.ts'
import type { Observation } from '../series/observation.ts'
import { shardOf } from '../series/shard-of.ts'
import { timeOrBefore } from '../series/valid-time.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import type { Handler, Open, SeriesState } from './stateful.ts'

/** How several series are kept. */
export interface SeriesOptions {
  /** Weights of the LSTMs: own of each series, or shared by the series of a shard. Default: `own`. */
  readonly weights?: 'own' | 'shared' | undefined
  /** Number of shards, to which series belong by the hash of their keys. Default: 16. */
  readonly shards?: number | undefined
  /** Bytes that all series may need, by estimate. Default: 17 GB. */
  readonly maxMemory?: number | undefined
}

export const defaultShards = 16

/** Series, each with operators of its own, by the text of its key. */
export class SeriesSet<R> {
  readonly all = new Map<string, Series>()
  /** The shards with weights of their own, by number. */
  readonly shards = new Map<number, Shard>()
  private readonly open: Open<Observation, R>
  private readonly emit: (value: R) => void
  private readonly shared: boolean
  private readonly shardCount: number
  private readonly maxMemory: number
  /** Bytes of one series: all have the same operators. */
  private bytes: number | undefined

  constructor(
    open: Open<Observation, R>,
    { weights = 'own', shards = defaultShards, maxMemory = mostMemory }: SeriesOptions,
    emit: (value: R) => void,
  ) {
    this.open = open
    this.emit = emit
    this.shared = weights === 'shared'
    this.shardCount = shards
    this.maxMemory = maxMemory
  }

  /**
   * Takes an observation; a series begins with its first.
   *
   * @throws DataError if the series need more memory than they may
   */
  next(observation: Observation): void {
    const text = keyText(observation.key)
    const one = this.all.get(text) ?? this.begin(observation.key ?? [])
    one.shard?.passTo(observation.time, text)
    one.version++
    one.handler.next(observation)
    this.bytes ??= one.handler.memory?.()
  }

  /** The series of a key. */
  of(key: readonly string[]): Series | undefined {
    return this.all.get(keyText(key))
  }

  /** A new series that is not among them, such as one to be restored. */
  make(key: readonly string[]): Series {
    const text = keyText(key)
    const shard = this.shared ? this.shardAt(shardOf(text, this.shardCount)) : undefined
    return new Series(key, this.open(this.emit, { key: text, shared: shard?.learning }), shard)
  }

  /** Adds a series, in place of that of the same key. */
  put(one: Series): void {
    const text = keyText(one.key)
    const before = this.all.get(text)
    if (before !== one) before?.dispose()
    this.all.set(text, one)
  }

  /** Has only these series from now on. */
  replace(after: readonly Series[]): void {
    const kept = new Set(after)
    for (const one of this.all.values()) if (!kept.has(one)) one.dispose()
    this.all.clear()
    for (const one of after) this.put(one)
  }

  /** The shard of a number; it begins if it is not there. */
  shardAt(number: number): Shard {
    const shard = this.shards.get(number) ?? new Shard()
    this.shards.set(number, shard)
    return shard
  }

  /** Forgets a series. */
  drop(key: readonly string[]): void {
    this.of(key)?.dispose()
    this.all.delete(keyText(key))
  }

  close(): void {
    this.replace([])
    for (const { learning } of this.shards.values()) learning.dispose()
    this.shards.clear()
  }

  private begin(key: readonly string[]): Series {
    const { all, bytes, maxMemory } = this
    if (bytes !== undefined && (all.size + 1) * bytes > maxMemory)
      throw new DataError(tooMany(all.size + 1, bytes, maxMemory))
    const one = this.make(key)
    this.put(one)
    return one
  }
}

const tooMany = (count: number, bytes: number, maxMemory: number) =>
  `by: expected series that need at most ${sizeText(maxMemory)} of memory, got ${count} so far, about ${sizeText(bytes)} each; let idle series wait on disk with maxActive and checkpoint, share weights, forecast with a smaller horizon or fewer experts, or raise --max-memory`

/** The state of one series. */
export class Series implements SeriesState {
  readonly key: readonly string[]
  version = 0
  readonly handler: Handler<Observation>
  readonly shard: Shard | undefined
  private closed = false

  constructor(key: readonly string[], handler: Handler<Observation>, shard: Shard | undefined) {
    this.key = key
    this.handler = handler
    this.shard = shard
  }

  state(fields: Fields): void {
    this.handler.state(fields)
  }

  dispose(): void {
    if (!this.closed) this.handler.close?.()
    this.closed = true
  }
}

/** What the series of a shard learn together. */
export class Shard implements Saveable {
  readonly learning = new SharedLearning()
  /** The newest time of its rows. */
  private time = Number.NEGATIVE_INFINITY

  /**
   * Called before each row. Rows of one time are forecast with the same weights; when the time passes, or a series
   * comes again, the weights learn from all of them.
   */
  passTo(time: number, key: string): void {
    if (time > this.time || this.learning.isPending(key)) this.learning.apply()
    this.time = Math.max(this.time, time)
  }

  state(fields: Fields): void {
    this.time = fields.number('time', this.time, timeOrBefore)
    fields.part('learning', this.learning)
  }
}

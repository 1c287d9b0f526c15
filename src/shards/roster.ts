import { Directory } from '../operators/directory.ts'
import { keyText } from '../series/key-text.ts'
import type { Observation } from '../series/observation.ts'
import { shardOf } from '../series/shard-of.ts'
import { timeOrBefore } from '../series/valid-time.ts'
import { visitKey } from '../series/visit-observation.ts'
import type { Fields } from '../state/fields.ts'
import type { KeyedPiece, Piece } from '../state/piece.ts'
import type { StateId } from './partition.ts'

/** A series or a shard of a run. */
export interface Known {
  readonly id: StateId
  /** Changes with each row. */
  version: number
  /** Whether its state is in memory. */
  here: boolean
}

/** A shard whose series share weights. */
export interface KnownShard extends Known {
  readonly id: { readonly shard: number }
  readonly recent: Recent
}

export interface KnownSeries extends Known {
  readonly key: readonly string[]
  /** The text of the key. */
  readonly text: string
  /** Undefined if it shares nothing. */
  readonly shard: KnownShard | undefined
}

/** All series of a run and their shards, in the order of their first rows. Its pieces say which there are. */
export class Roster {
  readonly series = new Map<string, KnownSeries>()
  readonly shards = new Map<number, KnownShard>()
  private readonly directory = new Directory()
  private readonly shardCount: number
  private readonly shared: boolean

  /** @param shared whether the series of a shard share weights */
  constructor(shardCount: number, shared: boolean) {
    this.shardCount = shardCount
    this.shared = shared
  }

  *all(): Generator<Known> {
    yield* this.shards.values()
    yield* this.series.values()
  }

  /**
   * The series of a row, whose state changes with it.
   *
   * @throws DataError if the key is likely to be the number of a row
   */
  meet(row: Observation): KnownSeries {
    const text = this.directory.meet(row)
    const one = this.series.get(text) ?? this.add(row.key ?? [], true)
    one.version++
    if (one.shard) {
      one.shard.version++
      one.shard.recent.passTo(row.time)
      one.shard.recent.series.add(one)
    }
    return one
  }

  /** The series and shards of some rows that there are already, and those that their shards have to learn from. */
  needed(rows: readonly Observation[]): ReadonlySet<Known> {
    const needed = new Set<Known>()
    for (const { key } of rows) {
      const text = keyText(key)
      const one = this.series.get(text)
      if (one?.here && one.shard?.here !== false) continue
      const shard = this.shared ? this.shards.get(shardOf(text, this.shardCount)) : undefined
      for (const each of one ? this.withShard(one) : shard ? withRecent(shard) : []) needed.add(each)
    }
    return needed
  }

  /** A series after its shard, if it has one, and those that this has to learn from. */
  withShard(one: KnownSeries): readonly Known[] {
    return one.shard ? [...withRecent(one.shard), one] : [one]
  }

  /** To be restored in this order. After that, no state is in memory. */
  get pieces(): readonly KeyedPiece[] {
    const keys: Piece = { version: this.directory.version, state: (fields) => this.visitKeys(fields) }
    const recent: Piece = { state: (fields) => this.visitRecent(fields) }
    return [['keys', keys], ...(this.shared ? [['recent', recent] as const] : [])]
  }

  /** Changes only with a new series. */
  private visitKeys(fields: Fields): void {
    fields.same('weights', this.shared ? 'shared' : 'own')
    if (this.shared) fields.same('shards', this.shardCount)
    this.directory.state(fields)
    if (!fields.saving) for (const key of this.directory.keys) this.of(key)
  }

  private visitRecent(fields: Fields): void {
    const before = [...this.shards.values()].sort((a, b) => a.id.shard - b.id.shard)
    fields.list('recent', before, (inner, shard: KnownShard | undefined) => {
      const time = inner.number('time', shard?.recent.time ?? 0, timeOrBefore)
      const keys: readonly (readonly string[])[] = Array.from(shard?.recent.series ?? [], ({ key }) => key)
      const after: readonly (readonly string[])[] = inner.list('series', keys, visitKey)
      if (after === keys) return shard!
      for (const key of after) {
        const one = this.of(key)
        one.shard!.recent.passTo(time)
        one.shard!.recent.series.add(one)
      }
      return shard!
    })
  }

  /** The series of a key; a new one is not in memory. */
  private of(key: readonly string[]): KnownSeries {
    return this.series.get(keyText(key)) ?? this.add(key, false)
  }

  private add(key: readonly string[], here: boolean): KnownSeries {
    const text = keyText(key)
    const number = shardOf(text, this.shardCount)
    let shard = this.shared ? this.shards.get(number) : undefined
    if (this.shared && !shard) {
      shard = { id: { shard: number }, version: 0, here, recent: new Recent() }
      this.shards.set(number, shard)
    }
    const one = { id: { series: key }, key, text, version: 0, here, shard }
    this.series.set(text, one)
    return one
  }
}

/** A shard, and if it is not in memory, the series that it has still to learn from. */
const withRecent = (shard: KnownShard): readonly Known[] => (shard.here ? [shard] : [shard, ...shard.recent.series])

/** The series of a shard whose last rows its weights may not have learned from yet. */
class Recent {
  readonly series = new Set<KnownSeries>()
  time = Number.NEGATIVE_INFINITY

  passTo(time: number): void {
    if (time <= this.time) return
    this.series.clear()
    this.time = time
  }
}

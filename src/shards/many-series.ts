import { DataError } from '../errors.ts'
import { keyText } from '../series/key-text.ts'
import type { Observation } from '../series/observation.ts'
import type { KeyedPiece, ManyPieces } from '../state/piece.ts'
import { type Partition, type SavedState, type SeriesReport, stateKey } from './partition.ts'
import { type Known, type KnownSeries, Roster } from './roster.ts'

/** Where the states of series are that are not in memory. */
export interface StateStore {
  get(key: string): Promise<Uint8Array | undefined>
  /** Resolves to whether the state is kept. */
  put(key: string, bytes: Uint8Array, version: number): Promise<boolean>
}

/** Options of `ManySeries`. */
export interface ManySeriesOptions {
  readonly shards: number
  /** Whether the series of a shard share weights. */
  readonly shared: boolean
  /** Series in memory at once, at most, if the others can wait in a store. Default: all. */
  readonly maxActive?: number | undefined
}

/**
 * The series of a run: brings the states of series back before their rows come, and lets those that were idle longest
 * wait in the store. The partition decides on which thread or machine they are forecast.
 */
export class ManySeries implements ManyPieces {
  private readonly partition: Partition
  private readonly roster: Roster
  private readonly maxActive: number
  private readonly shared: boolean
  /** The series in memory, those idle longest first. */
  private readonly active = new Set<KnownSeries>()
  private store: StateStore | undefined
  /** Series that left memory in this run, and how often one of them was brought back for a row. */
  private readonly left = new Set<Known>()
  private comebacks = 0
  private rows = 0

  constructor(partition: Partition, { maxActive, shards, shared }: ManySeriesOptions) {
    this.partition = partition
    this.roster = new Roster(shards, shared)
    this.maxActive = maxActive ?? Number.POSITIVE_INFINITY
    this.shared = shared
  }

  /** The keys of all series, in the order of their first rows. */
  get keys(): readonly (readonly string[])[] {
    return Array.from(this.roster.series.values(), ({ key }) => key)
  }

  /**
   * Which series there are, to be restored before the first row, in this order. Their states are brought back when a row
   * comes.
   */
  get pieces(): readonly KeyedPiece[] {
    return this.roster.pieces
  }

  /** Has states wait in a store, which has those of series that were restored. */
  keep(store: StateStore): void {
    this.store = store
  }

  *versions(): Generator<readonly [key: string, version: number]> {
    for (const one of this.roster.all()) yield [stateKey(one.id), one.version]
  }

  save(keys: readonly string[]): AsyncIterable<Uint8Array> {
    const wanted = new Set(keys)
    return this.partition.save(Array.from(this.roster.all(), ({ id }) => id).filter((id) => wanted.has(stateKey(id))))
  }

  /** What may not be as intended: series that leave memory for others and come back all the time. */
  get warnings(): readonly string[] {
    const { comebacks, maxActive, rows } = this
    if (comebacks <= rows / 2) return []
    const what = `${maxActive} is smaller than the number of series that come in turn`
    return [`maxActive: ${what}: ${comebacks} states were brought back for ${rows} rows, which is slow`]
  }

  /**
   * Takes a batch of rows, of which `passing` are let through.
   *
   * @throws DataError if there are more series than memory, or if a state cannot be read
   */
  async *take(
    rows: readonly Observation[],
    passing: (rows: Iterable<Observation>) => Iterable<Observation>,
  ): AsyncGenerator<void, void, void> {
    for (let at = 0; at < rows.length; ) {
      const end = this.endOfChunk(rows, at)
      const chunk = rows.slice(at, end)
      await this.makeRoom(chunk)
      const needed = this.roster.needed(chunk)
      this.rows += chunk.length
      for (const one of needed) if (!one.here && this.left.has(one)) this.comebacks++
      yield* this.partition.take(this.met(passing(chunk)), await this.broughtBack(needed))
      at = end
    }
  }

  /**
   * Passes on what the series have held back and reports on each, at the end of the input, in the order of their first
   * rows. Their states are not saved any more.
   */
  async end(): Promise<readonly SeriesReport[]> {
    const { maxActive, partition } = this
    const all = [...this.roster.series.values()]
    // Together with those in memory, at most an eighth more than maxActive.
    const size = Math.max(1, Math.min(mostAtEnd, Math.floor(maxActive / 8)))
    const reports: SeriesReport[] = []
    for (let at = 0; at < all.length; at += size) {
      const some = all.slice(at, at + size)
      const keys = some.map(({ key }) => key)
      await partition.flush(keys, await this.broughtBack(new Set(some.flatMap((one) => this.roster.withShard(one)))))
      for (const report of await partition.report(keys)) reports.push(report)
      if (this.active.size > maxActive) await this.drop(some)
    }
    return reports
  }

  close(): Promise<void> {
    return this.partition.close()
  }

  /** The end of a chunk of rows whose series fit into memory. */
  private endOfChunk(rows: readonly Observation[], from: number): number {
    if (rows.length - from <= this.maxActive) return rows.length
    const texts = new Set<string>()
    for (let at = from; at < rows.length; at++) {
      texts.add(keyText(rows[at]!.key))
      if (texts.size > this.maxActive) return at
    }
    return rows.length
  }

  /** Notes each row, when its turn has come. */
  private *met(rows: Iterable<Observation>): Generator<Observation> {
    for (const row of rows) {
      const one = this.roster.meet(row)
      this.active.delete(one)
      this.active.add(one)
      yield row
    }
  }

  /** The states of those series and shards that are away. All of them are here from now on. */
  private async broughtBack(needed: ReadonlySet<Known>): Promise<readonly SavedState[]> {
    const states: SavedState[] = []
    for (const one of needed) {
      if (one.here) continue
      const bytes = await this.storedState(one)
      if (!bytes) throw new DataError(`${nameOf(one)}: expected its state in the checkpoint, got none; ${cure}`)
      states.push({ id: one.id, bytes })
      one.here = true
      if (isSeries(one)) this.active.add(one)
    }
    return states
  }

  /** @throws DataError that names the series if its state was damaged while it waited */
  private async storedState(one: Known): Promise<Uint8Array | undefined> {
    try {
      return await this.store?.get(stateKey(one.id))
    } catch (error) {
      if (!(error instanceof DataError) || !isSeries(one)) throw error
      throw new DataError(`${nameOf(one)}: ${error.message}`)
    }
  }

  /** Has the series that were idle longest wait in the store, if with those of these rows there were too many. */
  private async makeRoom(rows: readonly Observation[]): Promise<void> {
    const { active, maxActive, partition, shared, store } = this
    if (active.size + rows.length <= maxActive || !store) return
    const texts = new Set(rows.map(({ key }) => keyText(key)))
    const idle = [...active].filter(({ text }) => !texts.has(text))
    const excess = texts.size + idle.length - maxActive
    if (excess <= 0) return
    const busy = new Set(shared ? (await partition.busy(idle.map(({ key }) => key))).map((key) => keyText(key)) : [])
    const leaving = idle.filter(({ text }) => !busy.has(text)).slice(0, excess)
    const left: KnownSeries[] = []
    let at = 0
    for await (const bytes of partition.save(leaving.map(({ id }) => id))) {
      const one = leaving[at++]!
      if (await store.put(stateKey(one.id), bytes, one.version)) left.push(one)
    }
    await this.drop(left)
  }

  private async drop(series: readonly KnownSeries[]): Promise<void> {
    await this.partition.drop(series.map(({ key }) => key))
    for (const one of series) {
      one.here = false
      this.left.add(one)
      this.active.delete(one)
    }
  }
}

const isSeries = (one: Known): one is KnownSeries => 'key' in one

const nameOf = (one: Known) => (isSeries(one) ? `series ${one.key.join(', ')}` : stateKey(one.id))
const cure = 'start again with --fresh, or restore the whole folder of the state'

/** Series that are brought back at once at the end, at most. */
const mostAtEnd = 256

import { ConfigError, DataError } from '../errors.ts'
import type { Saveable } from '../state/fields.ts'
import type { KeyedPiece, ManyPieces, Piece } from '../state/piece.ts'
import { restore } from '../state/restore.ts'
import { snapshot, snapshotInTurns } from '../state/snapshot.ts'
import { turn } from '../state/turn.ts'
import type { Store } from '../stores/store.ts'
import type { Every } from './every.ts'
import { type Json, whatDiffers } from './what-differs.ts'

/** A checkpoint that was written. */
export interface Written {
  /** Rows of the run that it covers. */
  readonly rows: number
  /** Bytes of the parts that had changed. */
  readonly bytes: number
  /** Milliseconds it took, during which no row was forecast. */
  readonly ms: number
}

/** What checkpoints are made with. */
export interface CheckpointOptions {
  readonly store: Store
  /** Folder of the store, for what sources and sinks keep there themselves. */
  readonly folder?: string | undefined
  /** Default: each minute. */
  readonly every?: Every | undefined
  /** Starts again: what the store holds is replaced by the first checkpoint. */
  readonly fresh?: boolean | undefined
  /** What holds the state, for messages. Default: `checkpoint`. */
  readonly name?: string | undefined
  /** How to start again, for messages. */
  readonly again?: string | undefined
  /** Commits outputs without the state, whenever everything read was forecast and no checkpoint is due. */
  readonly commitOutputs?: (() => Promise<void>) | undefined
}

/**
 * Saves the state of a run in a store, part by part, and restores it. A checkpoint is taken between two batches; only
 * the parts that changed since the last one are written.
 */
export class Checkpoints {
  /** Whether the run goes on from a checkpoint. */
  goesOn = false
  /** What holds the state, and how to start again, for messages. */
  readonly name: string
  readonly again: string
  private readonly store: Store
  private readonly every: Every
  private readonly fresh: boolean
  private readonly settings: Settings
  private readonly versions = new Map<string, number>()
  /** The keys of the last checkpoint. */
  private keys: readonly string[] = []
  private lastRows = 0
  private lastAt = performance.now()

  /** @param settings what the state depends on: a run goes on only if it has not changed */
  constructor(
    {
      store,
      every = { ms: 60_000 },
      fresh = false,
      name = 'checkpoint',
      again = 'name another folder, or start again with --fresh',
    }: CheckpointOptions,
    settings: Json = {},
  ) {
    this.store = store
    this.name = name
    this.again = again
    this.every = every
    this.fresh = fresh
    this.settings = new Settings(settings)
  }

  /**
   * Looks for a state to go on from.
   *
   * @throws ConfigError if it was made with other settings
   */
  async begin(): Promise<void> {
    this.keys = await this.store.keys()
    const before = this.fresh ? undefined : await savedSettings(this.store)
    if (before === undefined) return
    const differences = whatDiffers(before, this.settings.value)
    if (differences.length > 0) {
      const shown = differences.slice(0, 5).join('; ')
      const message = `expected the settings that its state was made with; ${shown}; set them back, ${this.again}`
      throw new ConfigError([{ where: `${this.name}:`, message }])
    }
    this.goesOn = true
  }

  /**
   * Restores a part.
   *
   * @returns a sentence for each constant that differs; undefined if the part was not saved
   * @throws DataError if its state does not fit
   */
  async restore(key: string, piece: Piece): Promise<readonly string[] | undefined> {
    const bytes = this.fresh ? undefined : await this.store.get(key)
    if (!bytes) return undefined
    if (piece.version !== undefined) this.versions.set(key, piece.version)
    return restore(piece, bytes)
  }

  /** Notes that the store has the bytes of a part at this version. */
  holds(key: string, version: number): void {
    this.versions.set(key, version)
  }

  /**
   * Puts the bytes of a part, which the next checkpoint keeps.
   *
   * @throws DataError if they cannot be written
   */
  async put(key: string, bytes: Uint8Array, version: number): Promise<void> {
    await this.store.put(key, bytes)
    this.versions.set(key, version)
  }

  /** The saved bytes of a part; undefined if there are none. */
  bytesOf(key: string): Promise<Uint8Array | undefined> {
    return this.store.get(key)
  }

  /** Notes that the state covers this many rows of the input: the next checkpoint is not due before there are more. */
  covers(rows: number): void {
    this.lastRows = rows
  }

  /** Whether it is time for a checkpoint, after this many rows of the input. */
  due(rows: number): boolean {
    if (rows === this.lastRows) return false
    const { every } = this
    return 'rows' in every ? rows - this.lastRows >= every.rows : performance.now() - this.lastAt >= every.ms
  }

  /**
   * Writes a checkpoint. If this throws, the one before it stays, and the next one writes what this one would have.
   *
   * @param rows of the input so far
   * @param now parts that can change while this waits; they are taken at once
   * @param later parts that do not change until it has returned
   * @param many more of these, which are saved elsewhere
   * @throws DataError if it cannot be written, or if a part cannot be saved
   */
  async take(
    rows: number,
    now: readonly KeyedPiece[],
    later: readonly KeyedPiece[] = [],
    many?: ManyPieces,
  ): Promise<Written> {
    const begun = performance.now()
    this.lastRows = rows
    this.lastAt = begun
    const all: readonly KeyedPiece[] = [['pipeline', this.settings], ...now, ...later]
    const versions = all.map(([, { version }]) => version)
    const changed = (i: number) => versions[i] === undefined || this.versions.get(all[i]![0]) !== versions[i]
    const taken = all.map(([, piece], i) => (i <= now.length && changed(i) ? snapshot(piece) : undefined))
    let bytes = 0
    for (const [i, [key, piece]] of all.entries()) {
      if (!changed(i)) continue
      const saved = taken[i] ?? (await snapshotInTurns(piece))
      bytes += saved.length
      await this.store.put(key, saved)
      // Each part takes milliseconds at most; timers and sockets get a turn between them.
      await turn()
    }
    const elsewhere = [...(many?.versions() ?? [])]
    const dirty = elsewhere.filter(([key, version]) => this.versions.get(key) !== version).map(([key]) => key)
    let at = 0
    for await (const saved of many?.save(dirty) ?? []) {
      bytes += saved.length
      await this.store.put(dirty[at++]!, saved)
    }
    const keys = [...all.map(([key]) => key), ...elsewhere.map(([key]) => key)]
    const known = new Set(keys)
    for (const key of this.keys) if (!known.has(key)) await this.store.delete(key)
    await this.store.commit()
    this.keys = keys
    this.versions.clear()
    for (const [i, [key]] of all.entries()) if (versions[i] !== undefined) this.versions.set(key, versions[i])
    for (const [key, version] of elsewhere) this.versions.set(key, version)
    return { rows, bytes, ms: performance.now() - begun }
  }

  /**
   * Replaces what the store holds by parts as they are before the first row. A run that finds nothing else restores them
   * and does not go on, so its settings can be others.
   */
  async start(parts: readonly KeyedPiece[]): Promise<void> {
    for (const key of this.keys) await this.store.delete(key)
    for (const [key, piece] of parts) await this.store.put(key, snapshot(piece))
    await this.store.commit()
    this.keys = parts.map(([key]) => key)
  }

  /** Adds a part to the last checkpoint. */
  async add(key: string, piece: Piece): Promise<void> {
    await this.store.put(key, snapshot(piece))
    await this.store.commit()
  }
}

/** The settings that the state in a store was made with; undefined if it holds none. */
export async function savedSettings(store: Store): Promise<Json | undefined> {
  const bytes = await store.get('pipeline')
  if (!bytes) return undefined
  const settings = new Settings({})
  restore(settings, bytes)
  return settings.value
}

/** What the state depends on, as JSON. */
class Settings implements Saveable {
  /** They do not change while a run goes on. */
  readonly version = 1
  value: Json

  constructor(value: Json) {
    this.value = JSON.parse(JSON.stringify(value))
  }

  state: Saveable['state'] = (fields) => {
    const text = fields.text('json', JSON.stringify(this.value))
    try {
      this.value = JSON.parse(text)
    } catch {
      throw new DataError('checkpoint: expected its settings as JSON, got something else; use an earlier one')
    }
  }
}

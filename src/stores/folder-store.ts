import { rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { chooseCommit } from './choose-commit.ts'
import { type StoredCommit, storedCommits, storeFiles } from './commits.ts'
import { DataFiles } from './data-files.ts'
import { diskError } from './disk-error.ts'
import { dataName, manifestName, partName } from './file-names.ts'
import { demandOwn, makeFolder, writeDurably } from './folder.ts'
import { FolderLock } from './folder-lock.ts'
import { type Entry, type Manifest, manifestBytes } from './manifest.ts'
import { keysToCopy } from './merge.ts'
import { PendingData } from './pending-data.ts'
import { sha256 } from './sha256.ts'
import type { Store } from './store.ts'
import { syncFolder } from './sync-folder.ts'

/** Commits that are kept. */
const keptCommits = 3

/** Options of `FolderStore.open`. */
export interface FolderStoreOptions {
  /** Number of the commit to start from, or `last` (default). With the next commit, those after it are removed. */
  readonly from?: number | 'last' | undefined
  /** Starts with an empty store. With the next commit, all others are removed. */
  readonly fresh?: boolean | undefined
}

/**
 * A store in a folder, which only one process can use at a time. A commit writes one data file with what was put and a
 * manifest with the place and the SHA-256 of every key, flushed to the disk before the manifest gets its name. The last
 * three are kept.
 *
 * @example
 * const { store, notes } = await FolderStore.open('state/')
 */
export class FolderStore implements Store {
  private readonly folder: string
  /** The folder as the user wrote it, for messages. */
  private readonly name: string
  private readonly lock: FolderLock
  private readonly data: DataFiles
  /** The commit that the store is at and those before it, the newest first. */
  private kept: readonly Manifest[] = []
  /** Whether the folder has commits after the one that the store is at. */
  private behind = false
  /** The number of the next commit. */
  private number = 1
  /** What was put since the last commit; undefined for a key to remove. */
  private staged = new Map<string, Entry | undefined>()
  private pending: PendingData | undefined
  private closed = false
  /** The end of the last call: each waits for those before it. */
  private calls: Promise<unknown> = Promise.resolve()

  private constructor(folder: string, name: string, lock: FolderLock) {
    this.folder = folder
    this.name = name
    this.lock = lock
    this.data = new DataFiles(folder)
  }

  /**
   * Opens a folder, or creates it.
   *
   * @returns the store, and a sentence for each commit that is damaged and was passed over
   * @throws DataError if the folder holds other things, is in use, cannot be written, or none of its commits is whole
   * @throws ConfigError if the system has no file locks
   */
  static async open(
    folder: string,
    { from = 'last', fresh = false }: FolderStoreOptions = {},
  ): Promise<{ readonly store: FolderStore; readonly notes: readonly string[] }> {
    const path = resolve(folder)
    try {
      await makeFolder(path)
      await demandOwn(path, folder)
      const store = new FolderStore(path, folder, await FolderLock.take(path, folder))
      try {
        return { store, notes: await store.start(from, fresh) }
      } catch (error) {
        await store.close()
        throw error
      }
    } catch (error) {
      throw diskError(folder, error)
    }
  }

  /** The number of the commit that the store is at; undefined if there is none. */
  get commitNumber(): number | undefined {
    return this.kept[0]?.number
  }

  keys(): Promise<readonly string[]> {
    return this.inTurn(async () => [...this.committed.keys()])
  }

  get(key: string): Promise<Uint8Array | undefined> {
    return this.inTurn(async () => {
      const entry = this.staged.has(key) ? this.staged.get(key) : this.committed.get(key)
      return entry && (await this.data.demand(key, entry, this.name))
    })
  }

  put(key: string, bytes: Uint8Array): Promise<void> {
    return this.inTurn(async () => {
      const hash = await sha256(bytes)
      const last = this.committed.get(key)
      const unchanged = last?.sha256 === hash && last.length === bytes.length
      this.stage(key, unchanged ? last : await this.next().write(bytes, hash))
    })
  }

  delete(key: string): Promise<void> {
    return this.inTurn(async () => {
      this.stage(key, undefined)
    })
  }

  commit(): Promise<void> {
    return this.inTurn(async () => {
      if (!this.behind && this.kept.length > 0 && sameEntries(this.withStaged(), this.committed)) {
        await this.dropStaged()
        return
      }
      await this.lock.demandHeld()
      for (const key of keysToCopy(this.withStaged(), this.next().name)) {
        const entry = this.withStaged().get(key)!
        this.stage(key, await this.next().write(await this.data.demand(key, entry, this.name), entry.sha256))
      }
      await this.write(this.withStaged())
      await this.sweep(new Set(this.kept.flatMap((manifest) => filesOf({ number: manifest.number, manifest }))))
    })
  }

  async close(): Promise<void> {
    if (this.closed) return
    await this.inTurn(async () => {
      this.closed = true
      await this.dropStaged()
      await this.data.close()
      await this.lock.release()
    })
  }

  /** Finds the commit to start from, and removes what runs that were killed have left. */
  private async start(from: number | 'last', fresh: boolean): Promise<readonly string[]> {
    const files = await storeFiles(this.folder)
    const commits = await storedCommits(this.folder, files)
    this.number = 1 + Math.max(0, ...files.map(({ number }) => number))
    const start = fresh ? undefined : await chooseCommit(commits, from, this.data, this.name)
    if (start) {
      const until = commits.filter(({ number }) => number <= start.number)
      this.kept = until.flatMap(({ manifest }) => manifest ?? []).slice(0, keptCommits)
    }
    this.behind = commits[0]?.number !== this.commitNumber
    await this.sweep(new Set(commits.flatMap(filesOf)))
    return start?.notes ?? []
  }

  private get committed(): ReadonlyMap<string, Entry> {
    return this.kept[0]?.entries ?? new Map()
  }

  /** The room of what was staged under the key before is used again. */
  private stage(key: string, entry: Entry | undefined): void {
    const before = this.staged.get(key)
    this.staged.set(key, entry)
    if (before) this.pending?.release(before)
  }

  private withStaged(): Map<string, Entry> {
    const entries = new Map(this.committed)
    for (const [key, entry] of this.staged) {
      if (entry) entries.set(key, entry)
      else entries.delete(key)
    }
    return entries
  }

  private next(): PendingData {
    this.pending ??= new PendingData(this.folder, this.number++)
    return this.pending
  }

  /** Writes the manifest of a commit, after its data. If it fails, there is none. */
  private async write(entries: ReadonlyMap<string, Entry>): Promise<void> {
    const pending = this.next()
    await pending.finish()
    const manifest = { number: pending.number, written: new Date().toISOString(), entries }
    const part = join(this.folder, partName(pending.number))
    try {
      await writeDurably(part, await manifestBytes(manifest))
      await rename(part, join(this.folder, manifestName(pending.number)))
      await syncFolder(this.folder)
    } catch (error) {
      await pending.retract().catch(() => undefined)
      throw error
    }
    this.staged = new Map()
    this.kept = [manifest, ...this.kept].slice(0, keptCommits)
    this.behind = false
    this.pending = undefined
  }

  private async dropStaged(): Promise<void> {
    const { pending } = this
    this.staged = new Map()
    this.pending = undefined
    await pending?.discard().catch(() => undefined)
  }

  /** Removes the files that have names of the store, except these. One that cannot be removed is tried again later. */
  private async sweep(inUse: ReadonlySet<string>): Promise<void> {
    await this.data.close(inUse)
    for (const { name } of await storeFiles(this.folder)) {
      if (!inUse.has(name)) await rm(join(this.folder, name), { force: true }).catch(() => undefined)
    }
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const call = this.calls.then(async () => {
      if (this.closed) throw new Error(`${this.name}: expected an open store, got one that was closed; open it again`)
      try {
        return await work()
      } catch (error) {
        throw diskError(this.name, error)
      }
    })
    this.calls = call.catch(() => undefined)
    return call
  }
}

/** The files of a commit. If its manifest cannot be read, its own data file is kept with it. */
const filesOf = ({ number, manifest }: Pick<StoredCommit, 'number' | 'manifest'>): string[] => [
  manifestName(number),
  ...(manifest ? new Set(Array.from(manifest.entries.values(), ({ file }) => file)) : [dataName(number)]),
]

const sameEntries = (a: ReadonlyMap<string, Entry>, b: ReadonlyMap<string, Entry>) =>
  a.size === b.size && [...a].every(([key, entry]) => b.get(key) === entry)

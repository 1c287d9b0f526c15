import { createHash } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Fields, Saveable } from '../state/fields.ts'
import { diskError } from '../stores/disk-error.ts'
import { syncFolder } from '../stores/sync-folder.ts'
import type { Batch } from './message.ts'
import { type LeftBatches, type Line, leftIn, lineText } from './outbox-lines.ts'

/** Bytes from which on a file is left for a new one at the next checkpoint. */
const large = 1e6

/**
 * Batches on the disk that a service has not acknowledged, and the ids of those that it has since the last checkpoint.
 * Lines of JSON, each after its checksum, in files `outbox-NAME-1`, `-2` and so on: one that says whose they are, a
 * line for a batch, and one once it was acknowledged.
 */
export class Outbox<T> implements Saveable {
  private readonly folder: string
  private readonly id: string
  private readonly prefix: string
  /** The first file that is needed. */
  private first = 1
  /** The file that is written. */
  private current = 1
  private size = 0
  private file: FileHandle | undefined
  private unsynced = false
  private writing: Promise<void> = Promise.resolve()

  /** @param id of the sink: others have other files */
  constructor(folder: string, id: string) {
    this.folder = folder
    this.id = id
    this.prefix = outboxPrefix(id)
  }

  state(fields: Fields): void {
    this.first = fields.counter('outbox', this.first)
  }

  /** Reads what an earlier run has left. @param fresh whether to remove it */
  open(fresh: boolean): Promise<LeftBatches<T>> {
    return this.onDisk(async () => {
      await mkdir(this.folder, { recursive: true })
      const files = await this.files()
      this.current = Math.max(this.first, ...files.map((n) => n + 1))
      const left = await leftIn<T>(files.filter((n) => n >= this.first).map((n) => this.pathOf(n)))
      if (fresh) await this.remove(files)
      // The last line may be half written: what follows is written to a new file.
      if (files.length > 0) this.size = large
      return left
    })
  }

  /** Puts a batch on the disk. */
  async put(batch: Batch<T>): Promise<void> {
    this.append({ batch })
    await this.sync()
  }

  /**
   * Notes that a batch was acknowledged. When the promise is resolved, the note survives the end of the process; after
   * the next `put` or `sync` a power failure too.
   */
  async done(key: string): Promise<void> {
    this.append({ done: key })
    await this.writing
  }

  /** Resolves when everything is on the disk. */
  async sync(): Promise<void> {
    await this.writing
    await this.onDisk(async () => {
      if (!this.unsynced) return
      this.unsynced = false
      await this.file?.sync()
    })
  }

  /** To be called before a checkpoint. @param batches that were not acknowledged, all of them on the disk */
  async prepare(batches: readonly Batch<T>[]): Promise<void> {
    await this.sync()
    if (this.size < large) return
    this.size = 0
    this.current++
    this.first = this.current
    this.enqueue(async () => {
      await this.file?.close()
      this.file = undefined
    })
    for (const batch of batches) this.append({ batch })
    await this.sync()
  }

  /** To be called when a checkpoint is on the disk: removes what is not needed. */
  saved(): Promise<void> {
    return this.onDisk(async () => {
      await this.remove((await this.files()).filter((n) => n < this.first))
    })
  }

  async close(): Promise<void> {
    await this.sync()
    await this.file?.close()
    this.file = undefined
  }

  private append(line: Line<T>): void {
    const bytes = lineText(line)
    this.size += bytes.length
    const path = this.pathOf(this.current)
    this.enqueue(async () => {
      if (!this.file) {
        this.file = await open(path, 'a', 0o600)
        await syncFolder(this.folder)
        await this.file.appendFile(lineText({ sink: this.id }))
      }
      await this.file.appendFile(bytes)
      this.unsynced = true
    })
  }

  private enqueue(work: () => Promise<void>): void {
    this.writing = this.writing.then(() => this.onDisk(work))
    // What fails is thrown by `sync`.
    this.writing.catch(() => {})
  }

  /** The numbers of the files, rising. */
  private async files(): Promise<number[]> {
    const names = (await readdir(this.folder)).filter((name) => name.startsWith(this.prefix))
    return names.map((name) => Number(name.slice(this.prefix.length))).sort((a, b) => a - b)
  }

  private async remove(files: readonly number[]): Promise<void> {
    for (const n of files) await rm(this.pathOf(n), { force: true })
  }

  private pathOf(n: number): string {
    return join(this.folder, `${this.prefix}${n}`)
  }

  private async onDisk<R>(work: () => Promise<R>): Promise<R> {
    try {
      return await work()
    } catch (error) {
      throw diskError(this.folder, error)
    }
  }
}

/** With what the names of a sink's files begin. */
export const outboxPrefix = (id: string): string =>
  `outbox-${createHash('sha256').update(id).digest('hex').slice(0, 12)}-`

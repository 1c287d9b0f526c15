import { type FileHandle, mkdir, open, readdir, readFile, truncate, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { diskError } from '../stores/disk-error.ts'
import { syncFolder } from '../stores/sync-folder.ts'
import type { Feed } from './feed.ts'
import type { Arrival } from './inbox.ts'
import { findRecord, recordOf } from './journal-record.ts'

/** A place in a journal: the number of a file, and bytes in it. */
export interface JournalPlace {
  readonly file: number
  readonly offset: number
}

/** An arrival that is on the disk, and the place after it. */
export interface Journaled extends Arrival {
  readonly after: JournalPlace
}

/** Bytes after which another file is begun. */
const fullFile = 4_194_304
/** Checkpoints that a run can go on from, whose arrivals are kept. */
const checkpoints = 3

/**
 * Keeps what arrives on the disk before it is forecast from, so that a killed run goes on with the same arrivals. A file
 * that ends in the middle of a record, because the machine stopped, ends before that record: it was not acknowledged.
 * Bytes that are damaged before another record are passed over, and counted as lost.
 */
export class Journal {
  /** Time of the last arrival, and how far the feed had come; undefined if nothing is in the journal. */
  latest: number | undefined
  cursor: string | undefined
  /** What was lost, a sentence each. */
  readonly losses: string[] = []
  private readonly folder: string
  private readonly from: JournalPlace
  private files: number[] = []
  /** Those that were there at the start, from the place to go on from. */
  private old: readonly number[] = []
  private next = 1
  private current: { readonly file: number; readonly handle: FileHandle; length: number } | undefined
  private waiting: { readonly record: Buffer; resolve(after: JournalPlace): void; reject(error: unknown): void }[] = []
  private flushing: Promise<void> | undefined
  private readonly saved: JournalPlace[] = []

  private constructor(folder: string, from: JournalPlace) {
    this.folder = folder
    this.from = from
  }

  /**
   * Opens the journal of a folder, which need not exist yet.
   *
   * @param from the place to go on from
   * @param fresh deletes what it holds
   * @param taken called with every message that it holds, also with those before that place
   * @throws DataError if the folder cannot be read or written
   */
  static async open(folder: string, from: JournalPlace, fresh = false, taken?: Feed['taken']): Promise<Journal> {
    const journal = new Journal(folder, from)
    try {
      await journal.begin(fresh)
      if (taken) await journal.show(taken)
    } catch (error) {
      throw diskError(folder, error)
    }
    return journal
  }

  /** What arrived after the place to go on from, a file at a time. */
  async *replay(): AsyncGenerator<readonly Journaled[]> {
    for (const file of this.old) {
      const { arrivals } = await this.read(file)
      if (arrivals.length > 0) yield arrivals
    }
  }

  /**
   * Adds an arrival.
   *
   * @returns the place after it, once it is on the disk: all that came while the disk was busy is flushed together
   * @throws DataError if it cannot be written
   */
  append(arrival: Arrival): Promise<JournalPlace> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ record: recordOf(arrival), resolve, reject })
      this.flushing ??= this.flush()
    })
  }

  /** Deletes the files that only checkpoints before the last three need, of which the last one is at `place`. */
  async release(place: JournalPlace): Promise<void> {
    this.saved.push(place)
    if (this.saved.length < checkpoints) return
    const { file: oldest } = this.saved.splice(0, this.saved.length - checkpoints + 1)[0]!
    for (const file of this.files.filter((one) => one < oldest)) await unlink(this.path(file)).catch(() => {})
    this.files = this.files.filter((one) => one >= oldest)
  }

  async close(): Promise<void> {
    await this.flushing
    await this.current?.handle.close()
    this.current = undefined
  }

  private async begin(fresh: boolean): Promise<void> {
    await mkdir(this.folder, { recursive: true })
    const names = await readdir(this.folder)
    this.files = names.flatMap((name) => /^journal-(\d+)$/.exec(name)?.slice(1).map(Number) ?? []).sort((a, b) => a - b)
    this.next = Math.max(0, this.from.file, ...this.files) + 1
    if (fresh) {
      for (const file of this.files) await unlink(this.path(file))
      this.files = []
    }
    if (this.from.offset > 0 && !this.files.includes(this.from.file))
      this.losses.push(`${this.path(this.from.file)} is missing`)
    const last = this.files.at(-1)
    this.old = this.files.filter((one) => one >= this.from.file)
    for (const file of this.old) {
      const { arrivals, end, gaps, size } = await this.read(file)
      for (const { at, cursor } of arrivals) {
        this.latest = at
        this.cursor = cursor ?? this.cursor
      }
      for (const { from, to } of gaps)
        this.losses.push(`${this.path(file)} is damaged at byte ${from} (${to - from} bytes passed over)`)
      if (end === size) continue
      if (end > size) this.losses.push(`${this.path(file)} ends at byte ${size}, before ${end}`)
      else if (file === last) await this.cut(file, end)
      else this.losses.push(`${this.path(file)} is damaged at byte ${end} (${size - end} bytes passed over)`)
    }
  }

  private async show(taken: NonNullable<Feed['taken']>): Promise<void> {
    for (const file of this.files) {
      const { arrivals } = await this.read(file, 0)
      for (const { cursor, text } of arrivals) if (text !== undefined) taken(text, cursor)
    }
  }

  private async cut(file: number, length: number): Promise<void> {
    await truncate(this.path(file), length)
    const handle = await open(this.path(file), 'r+')
    await handle.sync().finally(() => handle.close())
  }

  private async read(file: number, from = file === this.from.file ? this.from.offset : 0) {
    const bytes = await readFile(this.path(file))
    const arrivals: Journaled[] = []
    const gaps: { readonly from: number; readonly to: number }[] = []
    let end = from
    for (let found = findRecord(bytes, end); found; found = findRecord(bytes, end)) {
      if (found.start > end) gaps.push({ from: end, to: found.start })
      end = found.end
      arrivals.push({ ...found.arrival, after: { file, offset: end } })
    }
    return { arrivals, end, gaps, size: bytes.length }
  }

  private async flush(): Promise<void> {
    while (this.waiting.length > 0) {
      const group = this.waiting
      this.waiting = []
      try {
        this.current ??= await this.begun()
        const { current } = this
        const places = group.map(({ record }) => {
          current.length += record.length
          return { file: current.file, offset: current.length }
        })
        await current.handle.writeFile(Buffer.concat(group.map(({ record }) => record)))
        await current.handle.datasync()
        for (const [i, { resolve }] of group.entries()) resolve(places[i]!)
        if (current.length >= fullFile) {
          this.current = undefined
          await current.handle.close()
        }
      } catch (error) {
        const failure = diskError(this.folder, error)
        for (const { reject } of [...group, ...this.waiting.splice(0)]) reject(failure)
      }
    }
    // At once: what comes after the last look would wait for the arrival after it.
    this.flushing = undefined
  }

  private async begun() {
    const file = this.next++
    const handle = await open(this.path(file), 'wx', 0o600)
    await syncFolder(this.folder)
    this.files.push(file)
    return { file, handle, length: 0 }
  }

  private path(file: number): string {
    return join(this.folder, `journal-${file}`)
  }
}

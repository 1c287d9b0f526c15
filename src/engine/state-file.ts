import { randomUUID } from 'node:crypto'
import { closeSync, mkdirSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { diskError } from '../stores/disk-error.ts'
import { FreeRanges } from '../stores/free-ranges.ts'

interface Place {
  readonly offset: number
  /** Bytes that are the key's. */
  readonly room: number
  readonly length: number
}

/**
 * Bytes by key in a file that lasts no longer than the process: its name is removed as soon as it is open, so that
 * nothing is left of it however the process ends. Where each value lies is kept in memory. Room of values that were
 * removed or have moved is used again.
 *
 * Calls are synchronous: the bytes are in the cache of the system as a rule, and a call takes microseconds.
 */
export class StateFile {
  private readonly folder: string
  private file: number | undefined
  private readonly places = new Map<string, Place>()
  private readonly free = new FreeRanges()
  private end = 0

  /** @param folder for the file; that of the system for temporary files by default. It is made when needed */
  constructor(folder: string = tmpdir()) {
    this.folder = folder
  }

  /** Bytes of the file. */
  get size(): number {
    return this.end
  }

  keys(): IterableIterator<string> {
    return this.places.keys()
  }

  /** @throws Error with its cure if there is no room on the disk, or the folder cannot be written. The file is of no more use then */
  put(key: string, bytes: Uint8Array): void {
    const room = roomOf(bytes.length)
    const offset = this.place(key, room)
    this.places.set(key, { offset, room, length: bytes.length })
    this.onDisk((file) => {
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, bytes.length - at, offset + at)
    })
  }

  /** @throws Error if the file cannot be read */
  get(key: string): Uint8Array | undefined {
    const place = this.places.get(key)
    if (!place) return undefined
    const { offset, length } = place
    const bytes = new Uint8Array(length)
    this.onDisk((file) => {
      for (let at = 0; at < length; ) {
        const read = readSync(file, bytes, at, length - at, offset + at)
        if (read === 0)
          throw new Error(`${this.folder}: expected the file of state as it was written, got a shorter one`)
        at += read
      }
    })
    return bytes
  }

  delete(key: string): void {
    const place = this.places.get(key)
    if (!place) return
    this.places.delete(key)
    this.free.add(place.offset, place.room)
  }

  /** Frees the room on the disk. */
  close(): void {
    if (this.file !== undefined) closeSync(this.file)
    this.file = undefined
    this.places.clear()
  }

  /** Room for a value, that it has had if it fits there. */
  private place(key: string, room: number): number {
    const last = this.places.get(key)
    if (last && room <= last.room) {
      this.free.add(last.offset + room, last.room - room)
      return last.offset
    }
    this.delete(key)
    const free = this.free.take(room)
    if (free !== undefined) return free
    this.end += room
    return this.end - room
  }

  private onDisk(work: (file: number) => void): void {
    try {
      this.file ??= openNameless(this.folder)
      work(this.file)
    } catch (error) {
      // Not a DataError: another try can succeed when there is room.
      throw new Error((diskError(this.folder, error) as Error).message, { cause: error })
    }
  }
}

/**
 * Room for a value, in bytes: states grow a little from one to the next, and mostly fit in the room they have; at most
 * an eighth of it is unused.
 */
function roomOf(length: number): number {
  const step = 1 << Math.max(6, 28 - Math.clz32(length))
  return Math.max(1, Math.ceil(length / step)) * step
}

function openNameless(folder: string): number {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `rxcast-${randomUUID()}.state`)
  const file = openSync(path, 'wx+', 0o600)
  unlinkSync(path)
  return file
}

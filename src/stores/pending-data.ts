import { type FileHandle, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { dataName, manifestName, partName } from './file-names.ts'
import { FreeRanges } from './free-ranges.ts'
import type { Entry } from './manifest.ts'

/** The data file of the next commit, written from the first `put` on. No manifest refers to it before the commit. */
export class PendingData {
  readonly number: number
  readonly name: string
  private readonly path: string
  private readonly folder: string
  private file: FileHandle | undefined
  private made = false
  /** Room that was written to and is no longer in use. */
  private readonly free = new FreeRanges()
  private length = 0

  constructor(folder: string, number: number) {
    this.number = number
    this.name = dataName(number)
    this.path = join(folder, this.name)
    this.folder = folder
  }

  /** Writes bytes in free room, else at the end. After a failure nothing in use has changed. */
  async write(bytes: Uint8Array, sha256: string): Promise<Entry> {
    this.file ??= await open(this.path, this.made ? 'r+' : 'wx')
    this.made = true
    const room = roomOf(bytes.length)
    const offset = this.free.take(room) ?? this.length
    try {
      for (let at = 0; at < bytes.length; ) {
        at += (await this.file.write(bytes, at, bytes.length - at, offset + at)).bytesWritten
      }
    } catch (error) {
      if (offset < this.length) this.free.add(offset, room)
      else await this.file.truncate(this.length).catch(() => undefined)
      throw error
    }
    this.length = Math.max(this.length, offset + room)
    return { file: this.name, offset, length: bytes.length, sha256 }
  }

  /** Frees the room of an entry, unless it is in another file. */
  release({ file, offset, length }: Entry): void {
    if (file === this.name) this.free.add(offset, roomOf(length))
  }

  /** Flushes the file to the disk and closes it. More can be written later if there is no manifest. */
  async finish(): Promise<void> {
    await this.file?.sync()
    await this.close()
  }

  /** Removes the manifest. */
  async retract(): Promise<void> {
    for (const name of [manifestName(this.number), partName(this.number)])
      await rm(join(this.folder, name), { force: true })
  }

  /** Removes what was written for the commit, its manifest first. */
  async discard(): Promise<void> {
    await this.close()
    await this.retract()
    await rm(this.path, { force: true })
  }

  private async close(): Promise<void> {
    const { file } = this
    this.file = undefined
    await file?.close()
  }
}

/** Room for a value, in bytes: states grow a little from one to the next, and then fit in the room of an earlier one. */
const roomOf = (length: number) => (length < 4096 ? length : Math.ceil(length / 4096) * 4096)

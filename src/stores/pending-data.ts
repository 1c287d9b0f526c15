import { type FileHandle, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { dataName, manifestName, partName } from './file-names.ts'
import type { Entry } from './manifest.ts'

/** The data file of the next commit, written from the first `put` on. No manifest refers to it before the commit. */
export class PendingData {
  readonly number: number
  readonly name: string
  private readonly folder: string
  private file: FileHandle | undefined
  private length = 0

  constructor(folder: string, number: number) {
    this.number = number
    this.name = dataName(number)
    this.folder = folder
  }

  /** Writes bytes at the end. After a failure the file ends as before, so that what was written takes no room. */
  async append(bytes: Uint8Array, sha256: string): Promise<Entry> {
    this.file ??= await open(join(this.folder, this.name), 'wx')
    const offset = this.length
    try {
      for (let at = 0; at < bytes.length; ) {
        at += (await this.file.write(bytes, at, bytes.length - at, offset + at)).bytesWritten
      }
    } catch (error) {
      await this.file.truncate(offset).catch(() => undefined)
      throw error
    }
    this.length += bytes.length
    return { file: this.name, offset, length: bytes.length, sha256 }
  }

  /** Flushes the file to the disk and closes it. */
  async finish(): Promise<void> {
    await this.file?.sync()
    await this.close()
  }

  /** Removes what was written for the commit, its manifest first. */
  async discard(): Promise<void> {
    await this.close()
    for (const name of [manifestName(this.number), partName(this.number), this.name])
      await rm(join(this.folder, name), { force: true })
  }

  private async close(): Promise<void> {
    const { file } = this
    this.file = undefined
    await file?.close()
  }
}

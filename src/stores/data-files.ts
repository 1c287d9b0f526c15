import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { DataError } from '../errors.ts'
import { demandFile } from './demand-file.ts'
import { codeOf } from './disk-error.ts'
import type { Entry, Manifest } from './manifest.ts'
import { sha256 } from './sha256.ts'

/** Reads the data files of a folder. Each is opened once. */
export class DataFiles {
  private readonly folder: string
  private readonly handles = new Map<string, FileHandle>()

  constructor(folder: string) {
    this.folder = folder
  }

  /** @throws DataError if the bytes differ from what was written */
  async read(key: string, { file, offset, length, sha256: expected }: Entry): Promise<Uint8Array> {
    const bytes = await this.bytes(file, offset, length)
    if (bytes === undefined || (await sha256(bytes)) !== expected)
      throw new DataError(
        `${file} is ${bytes === undefined ? 'missing or cut off' : 'altered'} at ${JSON.stringify(key)}`,
      )
    return bytes
  }

  /**
   * Reads what was whole when the store was opened.
   *
   * @param name of the store
   * @throws DataError if it was damaged since then
   */
  async demand(key: string, entry: Entry, name: string): Promise<Uint8Array> {
    try {
      return await this.read(key, entry)
    } catch (error) {
      if (!(error instanceof DataError)) throw error
      const cure = 'run again: a checkpoint that is whole is used; restore the folder from a copy if none is'
      throw new DataError(`${name}: expected the state that was written, got a damaged one: ${error.message}; ${cure}`)
    }
  }

  /** @throws DataError if bytes of one of the keys differ from what was written */
  async check({ entries }: Manifest): Promise<void> {
    for (const [key, entry] of entries) await this.read(key, entry)
  }

  /** Closes all files but these; the disk space of a removed file is free only then. */
  async close(except: ReadonlySet<string> = new Set()): Promise<void> {
    for (const [name, handle] of this.handles) {
      if (except.has(name)) continue
      this.handles.delete(name)
      await handle.close()
    }
  }

  private async bytes(file: string, offset: number, length: number): Promise<Uint8Array | undefined> {
    try {
      const handle = this.handles.get(file) ?? (await openFile(join(this.folder, file)))
      this.handles.set(file, handle)
      if ((await handle.stat()).size < offset + length) return undefined
      const bytes = new Uint8Array(length)
      for (let at = 0; at < length; ) {
        const { bytesRead } = await handle.read(bytes, at, length - at, offset + at)
        if (bytesRead === 0) return undefined
        at += bytesRead
      }
      return bytes
    } catch (error) {
      // A sector that cannot be read is damage as well.
      if (['ENOENT', 'EIO'].includes(codeOf(error) ?? '')) return undefined
      throw error
    }
  }
}

async function openFile(path: string): Promise<FileHandle> {
  await demandFile(path)
  return open(path, 'r')
}

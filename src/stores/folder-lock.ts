import { type FileHandle, lstat } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { DataError } from '../errors.ts'
import { lockName } from './file-names.ts'
import { isAt, lock, openForLock } from './lock.ts'

/** Keeps other stores out of a folder, in this process and in others, until it is released or the process ends. */
export class FolderLock {
  private readonly file: FileHandle
  private readonly path: string
  private readonly name: string

  private constructor(file: FileHandle, path: string, name: string) {
    this.file = file
    this.path = path
    this.name = name
  }

  /**
   * @param name the folder as the user wrote it
   * @throws DataError if the folder is in use, or something else has the name of the lock
   */
  static async take(folder: string, name: string): Promise<FolderLock> {
    const path = join(folder, lockName)
    const there = await lstat(path).catch(() => undefined)
    if (there && !there.isFile())
      throw new DataError(`${name}: expected its "${lockName}" to be a file, got something else; move it away`)
    const file = await openForLock(path)
    try {
      if (!(await lock(file, path))) {
        const holder = (await file.readFile('utf8')).trim()
        const by = /^process \d+ on \S+$/.test(holder) ? `one that ${holder} uses` : 'one in use'
        throw new DataError(
          `${name}: expected a folder that no other run uses, got ${by}; end that run, or name another`,
        )
      }
      await leaveName(file)
      return new FolderLock(file, path, name)
    } catch (error) {
      await file.close()
      throw error
    }
  }

  /** @throws DataError if the lock's file was removed or replaced: another process could have locked the new one */
  async demandHeld(): Promise<void> {
    if (await isAt(this.file, this.path)) return
    throw new DataError(`${this.name}: expected its file "${lockName}", got none or another; leave it in place`)
  }

  release(): Promise<void> {
    return this.file.close()
  }
}

/** Writes who holds the lock. It is only for messages, so a full disk is no reason to stop. */
async function leaveName(file: FileHandle): Promise<void> {
  const text = `process ${process.pid} on ${hostname()}\n`
  try {
    await file.write(text, 0)
    await file.truncate(text.length)
  } catch {}
}

import { constants } from 'node:fs'
import { access, chmod, chown, type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { DataError } from '../errors.ts'
import type { Fields } from '../state/fields.ts'
import { claim, demandUnclaimed } from './claim.ts'
import { onFile } from './file-error.ts'
import type { TextOut } from './out.ts'
import { Position } from './position.ts'
import { realPath } from './target.ts'
import { TextBuffer, writesAt } from './text-buffer.ts'

/** How a file is treated that a run before has left. */
export interface WholeFileOptions {
  /** Whether the temporary file is kept if the run fails, for one that goes on. */
  readonly keeps?: boolean | undefined
  /** Permissions of the file if it is created. Default: those that the system gives. */
  readonly mode?: number | undefined
}

/** The temporary name of a file. */
export const partOf = (path: string): string => `${path}.part`

/**
 * A text file that is complete or not there: written under a temporary name in the same folder, flushed to disk, then
 * renamed. Only one run at a time may write it. A link keeps pointing: the file that it leads to is replaced.
 */
export class WholeFile implements TextOut {
  readonly path: string
  private readonly file: string
  private readonly keeps: boolean
  private readonly mode: number | undefined
  private readonly position = new Position()
  private readonly buffer: TextBuffer
  private handle: FileHandle | undefined
  private published = false

  /** @param name the path as the user wrote it */
  constructor(path: string, name: string, { keeps = false, mode }: WholeFileOptions = {}) {
    this.path = name
    this.file = realPath(path)
    this.keeps = keeps
    this.mode = mode
    this.buffer = new TextBuffer(
      this.position,
      writesAt(() => this.handle!, this.position),
    )
  }

  /** The bytes written; restored before `open`, they are continued. */
  state(fields: Fields): void {
    fields.part('position', this.position)
  }

  /** Bytes written so far. */
  get size(): number {
    return this.buffer.size
  }

  /**
   * Creates the folder if it does not exist, and the temporary file; one that a killed run has left is continued if it
   * holds what was restored, and else emptied.
   *
   * @param held whether this run has locked the file itself
   * @throws DataError if the file cannot be created, is written by another run, or does not hold what was restored
   */
  async open(held = false): Promise<void> {
    await onFile(this.path, async () => {
      await mkdir(dirname(this.file), { recursive: true })
      const there = await stat(this.file).catch(() => undefined)
      if (there?.isDirectory()) throw new Error('a folder; name a file in it')
      if (there) await access(this.file, constants.W_OK)
      if (!held) await demandUnclaimed(this.file, this.path)
      this.handle = await claim(partOf(this.file), this.path, false, this.mode)
      if (this.position.bytes > 0) await this.goOn(this.handle)
      else await this.handle.truncate(0)
      if (there) await liken(partOf(this.file), there)
    })
  }

  /** Cuts the temporary file to what was restored, or fills it with the first bytes of the final one. */
  private async goOn(part: FileHandle): Promise<void> {
    const { bytes } = this.position
    if (await this.position.isIn(part)) return await part.truncate(bytes)
    const final = await open(this.file, 'r').catch(() => undefined)
    try {
      if (final && (await this.position.isIn(final))) {
        await part.truncate(0)
        await this.position.isIn(final, part)
        return
      }
      const found = final ? 'others there' : 'no such file'
      if ((await part.stat()).size === 0) await rm(partOf(this.file))
      throw new DataError(
        `${this.path}: expected the ${bytes.toLocaleString('en-US')} bytes that the checkpoint continues, in it or in ${partOf(this.path)}, got ${found}; put the file back, or start again with --fresh`,
      )
    } finally {
      await final?.close()
    }
  }

  begin(header: string): void | Promise<void> {
    if (this.size === 0) return this.write(header)
  }

  /** Adds text; returns a promise if it has to wait for the disk. */
  write(text: string): void | Promise<void> {
    const written = this.buffer.write(text)
    return written && onFile(this.path, () => written)
  }

  /**
   * Makes what was written durable.
   *
   * @throws DataError if that fails, such as on a full disk
   */
  async sync(): Promise<void> {
    await onFile(this.path, async () => {
      await this.buffer.flush()
      await this.handle!.sync()
      await syncFolder(this.file)
    })
  }

  /**
   * Renames the file to its final name, and keeps it locked until `release`.
   *
   * @throws DataError if that fails, such as on a full disk
   */
  async publish(): Promise<void> {
    await onFile(this.path, async () => {
      await this.buffer.flush()
      await this.handle!.sync()
      await rename(partOf(this.file), this.file)
      this.published = true
      await syncFolder(this.file)
    })
  }

  /** Lets other runs write the file. */
  async release(): Promise<void> {
    const { handle } = this
    this.handle = undefined
    await handle?.close()
  }

  /** Renames the file to its final name. @throws DataError if that fails */
  async close(): Promise<void> {
    await this.publish()
    await this.release()
  }

  /** Removes the temporary file, unless it is kept. */
  async abort(): Promise<void> {
    if (this.handle && !this.published && !(this.keeps && this.size > 0)) await rm(partOf(this.file), { force: true })
    await this.release()
  }
}

/** Gives a file the owner and the mode of the one that it will replace; the owner only if the system permits it. */
async function liken(path: string, { uid, gid, mode }: { uid: number; gid: number; mode: number }): Promise<void> {
  await chown(path, uid, gid).catch(() => {})
  await chmod(path, mode & 0o7777)
}

/**
 * Makes the names in a folder durable: else a rename may be lost in a power failure. Some systems cannot open a folder
 * and do not need this.
 */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(dirname(path), 'r').catch(() => undefined)
  await folder?.sync().catch(() => undefined)
  await folder?.close()
}

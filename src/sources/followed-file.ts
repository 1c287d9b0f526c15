import type { BigIntStats } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { DataError } from '../errors.ts'
import { startsWith } from './byte-input.ts'
import { type FollowPosition, headBytes } from './follow-position.ts'

const chunkBytes = 65_536

/** A file that may grow. It stays the same file if it is renamed. */
export class FollowedFile {
  /** Its number in the file system. */
  readonly inode: string
  private readonly file: FileHandle

  private constructor(file: FileHandle, inode: string) {
    this.file = file
    this.inode = inode
  }

  /**
   * @param name as the user wrote it, for errors
   * @returns undefined if there is no such file
   * @throws DataError if it cannot be read
   */
  static async open(path: string, name: string): Promise<FollowedFile | undefined> {
    try {
      const file = await open(path)
      const found = await file.stat({ bigint: true })
      if (found.isFile()) return new FollowedFile(file, String(found.ino))
      await file.close()
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
      throw new DataError(`${name}: expected a file to follow, got ${code}; check its permissions`)
    }
    throw new DataError(`${name}: expected a file to follow, got a folder or a pipe; name a file, or leave out follow`)
  }

  /** When it was written to last, and when it was made, in nanoseconds since 1970. */
  async times(): Promise<readonly [bigint, bigint]> {
    return timesOf(await this.file.stat({ bigint: true }))
  }

  /**
   * Bytes from an offset on.
   *
   * @param before the bytes that were read before it
   * @returns empty at the end; undefined if the bytes before are others now, so that the file was truncated or written
   * again
   */
  async read(offset: number, before: Uint8Array): Promise<Uint8Array | undefined> {
    const bytes = new Uint8Array(before.length + chunkBytes)
    const { bytesRead } = await this.file.read(bytes, 0, bytes.length, offset - before.length)
    if (!startsWith(bytes.subarray(0, bytesRead), before)) return undefined
    return bytes.subarray(before.length, bytesRead)
  }

  /** Its first bytes, or all if it is shorter. */
  head(): Promise<Uint8Array> {
    return this.first(headBytes)
  }

  /** Whether the position can be within this file, by its bytes; of an empty one, by its number. */
  async holds({ head, inode, offset, tail }: FollowPosition): Promise<boolean> {
    if (head.length === 0) return inode === this.inode
    return startsWith(await this.first(head.length), head) && (await this.read(offset, tail)) !== undefined
  }

  /** Whether it may come to hold the position: it is shorter, and begins alike. */
  async mayHold({ head, offset }: FollowPosition): Promise<boolean> {
    const { size } = await this.file.stat()
    return size < offset && startsWith(head, await this.first(Math.min(size, head.length)))
  }

  private async first(length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(length)
    const { bytesRead } = await this.file.read(bytes, 0, length, 0)
    return bytes.subarray(0, bytesRead)
  }

  async close(): Promise<void> {
    await this.file.close()
  }
}

export const timesOf = ({ mtimeNs, birthtimeNs }: BigIntStats) => [mtimeNs, birthtimeNs] as const

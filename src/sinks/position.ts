import type { FileHandle } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import type { Fields, Saveable } from '../state/fields.ts'

/** Bytes read at a time. */
const chunk = 1 << 20

/** The bytes that a run has written to a file, by number and checksum: a file with others is not the one that it wrote. */
export class Position implements Saveable {
  /** Bytes that the file had before. */
  start = 0
  bytes = 0
  private crc = 0

  /** The number of bytes in the file. */
  get end(): number {
    return this.start + this.bytes
  }

  state(fields: Fields): void {
    this.start = fields.counter('start', this.start)
    this.bytes = fields.counter('bytes', this.bytes)
    this.crc = fields.counter('crc', this.crc, 0xffff_ffff)
  }

  /** Begins at the end of a file. */
  beginAt(start: number): void {
    this.start = start
    this.bytes = 0
    this.crc = 0
  }

  add(bytes: Uint8Array): void {
    this.bytes += bytes.length
    this.crc = crc32(bytes, this.crc)
  }

  /**
   * Adds bytes that the file has at this position already.
   *
   * @returns their number; 0 if it has others
   */
  async passOver(file: FileHandle, bytes: Uint8Array): Promise<number> {
    const there = Buffer.alloc(bytes.length)
    await file.read(there, 0, there.length, this.end)
    if (!there.equals(bytes)) return 0
    this.add(bytes)
    return bytes.length
  }

  /**
   * Whether a file has these bytes at this place.
   *
   * @param copy receives the bytes
   */
  async isIn(file: FileHandle, copy?: FileHandle): Promise<boolean> {
    if ((await file.stat()).size < this.end) return false
    const buffer = Buffer.allocUnsafe(Math.min(chunk, this.bytes))
    let crc = 0
    for (let at = 0; at < this.bytes; ) {
      const { bytesRead } = await file.read(buffer, 0, Math.min(chunk, this.bytes - at), this.start + at)
      if (bytesRead === 0) return false
      const bytes = buffer.subarray(0, bytesRead)
      crc = crc32(bytes, crc)
      if (copy) await writeAll(copy, bytes, at)
      at += bytesRead
    }
    return crc === this.crc
  }
}

/**
 * Writes all of the bytes: a single call can write fewer.
 *
 * @param at place in the file; undefined for its end
 */
export async function writeAll(file: FileHandle, bytes: Uint8Array, at?: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const from = at === undefined ? null : at + done
    done += (await file.write(bytes, done, bytes.length - done, from)).bytesWritten
  }
}

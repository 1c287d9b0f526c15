import type { FileHandle } from 'node:fs/promises'
import { type Position, writeAll } from './position.ts'

/** Bytes buffered before they are written. */
const chunk = 262_144

/** Text on its way into a file, as UTF-8. What is buffered is written together, so the file ends between two texts. */
export class TextBuffer {
  readonly position: Position
  private readonly bytes = Buffer.allocUnsafe(chunk)
  private held = 0
  /** Bytes of the write that is under way. */
  private outgoing = 0
  /** The write that is under way. */
  private writing: Promise<void> | undefined
  /** Why a write has failed: text is lost then, and no more may follow it. */
  private failure: unknown
  private readonly put: (bytes: Uint8Array) => Promise<void>

  /**
   * @param position counts the bytes that were written
   * @param put writes bytes
   */
  constructor(position: Position, put: (bytes: Uint8Array) => Promise<void>) {
    this.position = position
    this.put = put
  }

  /** Bytes written, being written, and still buffered. */
  get size(): number {
    return this.position.bytes + this.outgoing + this.held
  }

  /** Whether all text was written. */
  get empty(): boolean {
    return this.held === 0
  }

  /** Adds text; returns a promise if it has to wait for the disk. */
  write(text: string): void | Promise<void> {
    if (this.writing || this.failure !== undefined || !this.fits(text)) return this.flushAndWrite(text)
    this.held += this.bytes.write(text, this.held)
  }

  /** Whether a text fits into the buffer: a UTF-16 code unit takes at most three bytes. */
  private fits(text: string): boolean {
    return this.held + 3 * text.length <= chunk
  }

  private async flushAndWrite(text: string): Promise<void> {
    await this.flush()
    if (this.fits(text)) this.held += this.bytes.write(text, this.held)
    else await this.out(Buffer.from(text))
  }

  /**
   * Writes what is buffered.
   *
   * @throws what this write or an earlier one has failed with
   */
  async flush(): Promise<void> {
    while (this.writing) await this.writing
    if (this.failure !== undefined) throw this.failure
    if (this.held === 0) return
    this.writing = this.out(this.bytes.subarray(0, this.held)).finally(() => {
      this.writing = undefined
    })
    this.held = 0
    await this.writing
  }

  private async out(bytes: Uint8Array): Promise<void> {
    this.outgoing = bytes.length
    try {
      await this.put(bytes)
    } catch (error) {
      this.failure = error
      throw error
    }
    this.outgoing = 0
    this.position.add(bytes)
  }
}

/** Writes at a position of a file that nobody else writes. */
export const writesAt = (file: () => FileHandle, position: Position) => (bytes: Uint8Array) =>
  writeAll(file(), bytes, position.end)

import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { DataError } from '../errors.ts'
import { partOf, sweepParts } from './parts.ts'

/** Bytes buffered before they are written. */
const chunk = 262_144

/**
 * A text file that is complete or not there: written under a temporary name in the same folder, flushed to disk, then
 * renamed. Only one run at a time may write it.
 */
export class WholeFile {
  private readonly path: string
  private readonly name: string
  private readonly temporary: string
  private file: FileHandle | undefined
  /** Text not yet written, as UTF-8: the first `held` bytes. */
  private readonly bytes = Buffer.allocUnsafe(chunk)
  private held = 0

  /** @param name the path as the user wrote it, for errors */
  constructor(path: string, name: string) {
    this.path = path
    this.name = name
    this.temporary = partOf(path)
  }

  /**
   * Creates the folder if it does not exist, and the temporary file; removes those of runs that were killed.
   *
   * @throws DataError if the file cannot be created
   */
  async open(): Promise<void> {
    await this.named(async () => {
      await mkdir(dirname(this.path), { recursive: true })
      const there = await stat(this.path).catch(() => undefined)
      if (there?.isDirectory()) throw new Error('a folder; name a file in it')
      sweepParts(this.path)
      this.file = await open(this.temporary, 'w')
    })
  }

  /** Adds text; returns a promise if it has to wait for the disk. */
  write(text: string): void | Promise<void> {
    if (!this.fits(text)) return this.flushAndWrite(text)
    this.held += this.bytes.write(text, this.held)
  }

  /** Whether a text fits into the buffer: a UTF-16 code unit takes at most three bytes. */
  private fits(text: string): boolean {
    return this.held + 3 * text.length <= chunk
  }

  private async flushAndWrite(text: string): Promise<void> {
    await this.flush()
    if (this.fits(text)) this.held = this.bytes.write(text)
    else await this.named(() => this.file!.writeFile(text))
  }

  private async flush(): Promise<void> {
    const bytes = this.bytes.subarray(0, this.held)
    await this.named(() => this.file!.writeFile(bytes))
    this.held = 0
  }

  /** Adds the file's name to errors. */
  private async named(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      throw new DataError(`${this.name}: expected a file that can be written, got ${(error as Error).message}`)
    }
  }

  /**
   * Renames the file to its final name.
   *
   * @throws DataError if that fails, such as on a full disk
   */
  async close(): Promise<void> {
    await this.flush()
    await this.named(async () => {
      await this.file!.sync()
      await this.file!.close()
      this.file = undefined
      await rename(this.temporary, this.path)
    })
    // Else the rename may be lost in a power failure. Some systems cannot open a folder and do not need this.
    const folder = await open(dirname(this.path), 'r').catch(() => undefined)
    await folder?.sync().catch(() => undefined)
    await folder?.close()
  }

  /** Removes the temporary file. */
  async abort(): Promise<void> {
    await this.file?.close()
    this.file = undefined
    await rm(this.temporary, { force: true })
  }
}

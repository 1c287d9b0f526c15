import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { DataError } from '../errors.ts'
import { partOf, sweepParts } from './parts.ts'

/** Bytes gathered before they are handed to the system. */
const chunk = 262_144

/**
 * A text file that is there whole or not at all: written under a temporary name beside its place, flushed to the disk, then renamed. Only one run at a time may write it.
 */
export class WholeFile {
  private readonly path: string
  private readonly name: string
  private readonly temporary: string
  private file: FileHandle | undefined
  /** Text not yet handed on, as UTF-8: the first `held` bytes. */
  private readonly bytes = Buffer.allocUnsafe(chunk)
  private held = 0

  /** @param name the path as the user wrote it, for errors */
  constructor(path: string, name: string) {
    this.path = path
    this.name = name
    this.temporary = partOf(path)
  }

  /** Creates the folder where it is not there, and the temporary file; removes what runs that were killed left of theirs. @throws DataError where it cannot */
  async open(): Promise<void> {
    await this.named(async () => {
      await mkdir(dirname(this.path), { recursive: true })
      const there = await stat(this.path).catch(() => undefined)
      if (there?.isDirectory()) throw new Error('a folder; name a file in it')
      sweepParts(this.path)
      this.file = await open(this.temporary, 'w')
    })
  }

  /** Adds text; a promise where the disk must be waited for. */
  write(text: string): void | Promise<void> {
    if (!this.fits(text)) return this.writeOn(text)
    this.held += this.bytes.write(text, this.held)
  }

  /** Whether there is room for it: a UTF-16 code unit takes three bytes at most. */
  private fits(text: string): boolean {
    return this.held + 3 * text.length <= chunk
  }

  private async writeOn(text: string): Promise<void> {
    await this.flush()
    if (this.fits(text)) this.held = this.bytes.write(text)
    else await this.named(() => this.file!.writeFile(text))
  }

  private async flush(): Promise<void> {
    const bytes = this.bytes.subarray(0, this.held)
    await this.named(() => this.file!.writeFile(bytes))
    this.held = 0
  }

  /** What goes wrong with a file is said with its name. */
  private async named(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      throw new DataError(`${this.name}: expected a file that can be written, got ${(error as Error).message}`)
    }
  }

  /** Puts the file in its place. @throws DataError where it cannot, as on a full disk */
  async close(): Promise<void> {
    await this.flush()
    await this.named(async () => {
      await this.file!.sync()
      await this.file!.close()
      this.file = undefined
      await rename(this.temporary, this.path)
    })
    // Without this the rename itself may be lost when the power goes; some systems cannot open a folder, and need not.
    const folder = await open(dirname(this.path), 'r').catch(() => undefined)
    await folder?.sync().catch(() => undefined)
    await folder?.close()
  }

  /** Leaves nothing behind. */
  async abort(): Promise<void> {
    await this.file?.close()
    this.file = undefined
    await rm(this.temporary, { force: true })
  }
}

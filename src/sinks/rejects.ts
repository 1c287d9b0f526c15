import { rm } from 'node:fs/promises'
import { type Reject, rejectLine } from '../series/reject.ts'
import { sweepParts } from './parts.ts'
import { WholeFile } from './whole-file.ts'

/** Writes the rejected rows beside the output (`rejectsPath`), a JSON object per line. Without rejects there is no file. */
export class RejectsFile {
  /** As shown to the user. */
  readonly path: string
  private readonly place: string
  private readonly file: WholeFile
  private text = ''
  /** Resolves after all writes so far; undefined before the first. */
  private written: Promise<void> | undefined

  constructor(path: string, name: string) {
    this.path = name
    this.place = path
    this.file = new WholeFile(path, name)
  }

  /** Whether there was no reject yet. */
  get empty(): boolean {
    return this.text === '' && this.written === undefined
  }

  /** Adds a reject, to be written at the next `flush`. */
  add(reject: Reject): void {
    this.text += rejectLine(reject)
  }

  /**
   * Writes the rejects added since the last call. To be called between batches.
   *
   * @throws DataError if the file cannot be written
   */
  async flush(): Promise<void> {
    const { text } = this
    if (text.length > 0) {
      this.text = ''
      this.written = (this.written ?? this.file.open()).then(() => this.file.write(text))
    }
    await this.written
  }

  /**
   * Renames the file to its final name, or removes that of an earlier run if there were no rejects.
   *
   * @returns true if there is a file
   */
  async close(): Promise<boolean> {
    await this.flush()
    if (!this.written) {
      // The rejects of an earlier run would be taken for those of this one.
      await rm(this.place, { force: true })
      sweepParts(this.place)
      return false
    }
    await this.file.close()
    return true
  }

  /** Removes the temporary file. */
  async abort(): Promise<void> {
    await this.written?.catch(() => {})
    await this.file.abort()
  }
}

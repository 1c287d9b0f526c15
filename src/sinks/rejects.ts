import { rm } from 'node:fs/promises'
import { type Reject, rejectLine } from '../series/reject.ts'
import { sweepParts } from './parts.ts'
import { WholeFile } from './whole-file.ts'

/** Writes the rows that were not used to `<out>.rejects.ndjson`, one JSON object a line. There is a file only where there is a reject. */
export class RejectsFile {
  /** As shown to the user. */
  readonly path: string
  private readonly place: string
  private readonly file: WholeFile
  private text = ''
  /** All writes so far, one after the other; undefined before the first. */
  private written: Promise<void> | undefined

  constructor(path: string, name: string) {
    this.path = name
    this.place = path
    this.file = new WholeFile(path, name)
  }

  /** Whether there was none yet. */
  get empty(): boolean {
    return this.text === '' && this.written === undefined
  }

  /** Takes a reject; it is written at the next `flush`. */
  add(reject: Reject): void {
    this.text += rejectLine(reject)
  }

  /** Writes what was added since. To be called between batches. @throws DataError where it cannot */
  async flush(): Promise<void> {
    const { text } = this
    if (text.length > 0) {
      this.text = ''
      this.written = (this.written ?? this.file.open()).then(() => this.file.write(text))
    }
    await this.written
  }

  /** Puts the file in its place; true where there was anything to write, and else one that an earlier run left is removed. */
  async close(): Promise<boolean> {
    await this.flush()
    if (!this.written) {
      // The rejects of an earlier run would pass for those of this one.
      await rm(this.place, { force: true })
      sweepParts(this.place)
      return false
    }
    await this.file.close()
    return true
  }

  /** Leaves nothing behind. */
  async abort(): Promise<void> {
    await this.written?.catch(() => {})
    await this.file.abort()
  }
}

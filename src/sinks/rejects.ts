import { rm } from 'node:fs/promises'
import type { Reject } from '../series/reject.ts'
import { rejectLine } from './reject-line.ts'
import { WholeFile } from './whole-file.ts'

/** Writes the rows that were not used to `<out>.rejects.ndjson`, one JSON object a line. There is a file only where there is a reject. */
export class RejectsFile {
  /** As shown to the user. */
  readonly path: string
  private readonly place: string
  private readonly file: WholeFile
  private opened: Promise<void> | undefined
  private waiting: Reject[] = []

  constructor(path: string, name: string) {
    this.path = name
    this.place = path
    this.file = new WholeFile(path, name)
  }

  /** Takes a reject; it is written at the next `flush`. */
  add(reject: Reject): void {
    this.waiting.push(reject)
  }

  /** Writes what was added since. To be called between batches. */
  async flush(): Promise<void> {
    if (this.waiting.length === 0) return
    this.opened ??= this.file.open()
    await this.opened
    const text = this.waiting.map(rejectLine).join('')
    this.waiting = []
    await this.file.write(text)
  }

  /** Puts the file in its place; true where there was anything to write, and else one that an earlier run left is removed. */
  async close(): Promise<boolean> {
    await this.flush()
    if (!this.opened) {
      // The rejects of an earlier run would pass for those of this one.
      await rm(this.place, { force: true })
      return false
    }
    await this.file.close()
    return true
  }

  async abort(): Promise<void> {
    await this.file.abort()
  }
}

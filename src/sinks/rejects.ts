import { rm } from 'node:fs/promises'
import { type Reject, rejectLine, shortened } from '../series/reject.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { AppendedFile } from './appended-file.ts'
import { demandUnclaimed } from './claim.ts'
import type { SinkPlace } from './sink.ts'
import { realPath } from './target.ts'
import { partOf, WholeFile } from './whole-file.ts'

/** Bytes of rejects in a file: rejects after these are only counted. About 100,000 rows, and a file that opens. */
const most = 16e6
/** Permissions: rows may hold what others are not to read. */
const ownerOnly = 0o600
/** Characters of a reason or a row that are written. */
const longest = 2000

/** Writes the rejected rows beside the output (`rejectsPath`), a JSON object per line. Without rejects there is no file. */
export class RejectsFile implements Saveable {
  /** As shown to the user. */
  readonly path: string
  private readonly file: string
  private readonly out: AppendedFile | WholeFile
  private readonly live: boolean
  private isOpen = false
  private text = ''
  /** Rejects that were only counted. */
  private more = 0

  /** @param name the path as the user would write it */
  constructor(name: string, place: Pick<SinkPlace, 'resolve' | 'live' | 'keeps' | 'fresh'>) {
    const path = place.resolve(name)
    this.path = name
    this.file = realPath(path)
    this.live = place.live ?? false
    const options = { ...place, mode: ownerOnly }
    this.out = this.live
      ? new AppendedFile(path, name, { ...options, isLazy: true })
      : new WholeFile(path, name, options)
  }

  state(fields: Fields): void {
    this.out.state(fields)
    this.more = fields.counter('more', this.more)
  }

  /** Whether there was no reject yet. */
  get empty(): boolean {
    return this.text === '' && (this.live ? !this.isOpen : this.out.size === 0) && this.more === 0
  }

  /** Opens the file that a run has to go on with; else the first reject creates it. */
  async open(): Promise<void> {
    if (this.live) await this.out.open()
    else if (this.out.size > 0) await this.openOnce()
  }

  private async openOnce(): Promise<void> {
    if (!this.isOpen && !this.live) await this.out.open()
    this.isOpen = true
  }

  /** Adds a reject, to be written at the next `flush`. */
  add(reject: Reject): void {
    if (this.out.size + this.text.length >= most) this.more++
    else this.text += rejectLine(shortened(reject, longest))
  }

  /**
   * Writes the rejects added since the last call. To be called between batches.
   *
   * @throws DataError if the file cannot be written
   */
  async flush(): Promise<void> {
    const { text } = this
    if (text === '') return
    this.text = ''
    await this.openOnce()
    await this.out.write(text)
  }

  /** Makes the rejects so far durable. @throws DataError if that fails */
  async sync(): Promise<void> {
    await this.flush()
    if (this.isOpen) await this.out.sync()
  }

  /**
   * Completes the file. If nothing was rejected, that of an earlier run over the same rows is removed.
   *
   * @returns true if there is a file
   * @throws DataError if it cannot be written
   */
  async close(): Promise<boolean> {
    await this.flush()
    if (this.more > 0) {
      await this.openOnce()
      await this.out.write(`${JSON.stringify({ more: this.more, reason: 'only counted, since the file is large' })}\n`)
    }
    const isThere = this.isOpen
    if (isThere || this.live) await this.out.close()
    else await this.remove()
    return isThere
  }

  /** The rejects of an earlier run would be taken for those of this one. */
  private async remove(): Promise<void> {
    await demandUnclaimed(partOf(this.file), this.path)
    for (const path of [this.file, partOf(this.file)]) await rm(path, { force: true })
  }

  /** Removes what was written, if it would be incomplete. */
  async abort(): Promise<void> {
    if (this.live) await this.flush().catch(() => {})
    await this.out.abort()
  }
}

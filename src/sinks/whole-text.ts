import { Later } from './later.ts'
import type { TextOut } from './out.ts'
import type { SinkPlace } from './sink.ts'
import { targetOf } from './target.ts'
import { textOut } from './text-out.ts'
import { WholeFile } from './whole-file.ts'

/** Share of the time that writing may take, as a multiple of its own time to wait. */
const rest = 50
/** Milliseconds until a new file is there. */
const firstMs = 1000

/**
 * An output that is always written as a whole: at the end, and in a live run also before, at most so often. Readers see
 * the old text or the new one, nothing between them.
 */
export class WholeText {
  readonly path: string | undefined
  private readonly make: () => TextOut | WholeFile
  private readonly text: () => string
  private readonly everyMs: number
  private readonly live: boolean
  /** The output that is written next. */
  private out: TextOut | WholeFile
  /** The file as it was published last, which is locked until the next one is. */
  private last: WholeFile | undefined
  private readonly publishing = new Later(() => this.publish())
  private tookMs = 0

  /**
   * @param name the path as the user wrote it
   * @param text called for the text of the file
   * @param everyMs milliseconds between two writes of a live run, at least
   */
  constructor(name: string, place: SinkPlace, text: () => string, everyMs: number) {
    const path = place.resolve(name)
    const isFile = targetOf(path).kind === 'file'
    this.make = () => (isFile ? new WholeFile(path, name) : textOut(name, place))
    this.text = text
    this.everyMs = everyMs
    this.live = isFile && place.live === true
    this.out = this.make()
    this.path = this.out.path
  }

  async open(): Promise<void> {
    await this.out.open()
  }

  /**
   * Says that the text is another one than before.
   *
   * @throws DataError if it could not be written the last time
   */
  changed(): void {
    if (!this.live) return
    this.publishing.in(this.last ? Math.max(this.everyMs, rest * this.tookMs) : Math.min(this.everyMs, firstMs))
  }

  private async publish(): Promise<void> {
    const begin = performance.now()
    const { out } = this
    if (!(out instanceof WholeFile)) return
    if (this.last) await out.open(true)
    await out.write(this.text())
    await out.publish()
    await this.last?.release()
    this.last = out
    this.out = this.make()
    this.tookMs = performance.now() - begin
  }

  /** Writes the last text. @throws DataError if that fails */
  async close(): Promise<void> {
    await this.publishing.stop()
    if (this.last) {
      await this.publish()
      return await this.last.release()
    }
    await this.out.write(this.text())
    await this.out.close()
  }

  /** Leaves the text that was written last, if any. */
  async abort(): Promise<void> {
    await this.publishing.stop()
    await this.out.abort()
    await this.last?.release()
  }
}

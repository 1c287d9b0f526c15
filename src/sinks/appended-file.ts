import { type FileHandle, mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { DataError } from '../errors.ts'
import type { Fields } from '../state/fields.ts'
import { isAt } from '../stores/lock.ts'
import { claim, demandUnclaimed } from './claim.ts'
import { onFile } from './file-error.ts'
import { KnownLines } from './known-lines.ts'
import { Later } from './later.ts'
import { demandLines } from './line-ends.ts'
import type { AppendedFileOptions, TextOut } from './out.ts'
import { Position, writeAll } from './position.ts'
import { nameToFinish } from './rotation.ts'
import { realPath } from './target.ts'
import { TextBuffer } from './text-buffer.ts'
import { partOf, syncFolder } from './whole-file.ts'

/** Milliseconds after which a line can be read by others. */
const delayMs = 500

/**
 * A text file that grows while a run goes on, line by line; what it holds stays there, whatever becomes of the run. A
 * run that goes on from a checkpoint does not repeat lines if their rows come again. Only one run at a time may write it.
 */
export class AppendedFile implements TextOut {
  readonly path: string
  private readonly file: string
  private readonly options: AppendedFileOptions
  private readonly position = new Position()
  private readonly buffer: TextBuffer
  private handle: FileHandle | undefined
  /** Whether the file was there before. */
  private old = false
  /** Whether it was opened, by this run or by the one that it goes on from. */
  private begun = false
  /** Whether its beginning is known to be right. */
  private checked = false
  private header = ''
  private readonly known: KnownLines
  private period = ''
  private readonly flushing = new Later(() => onFile(this.path, () => this.buffer.flush()))

  /** @param name the path as the user wrote it */
  constructor(path: string, name: string, options: AppendedFileOptions = {}) {
    this.path = name
    this.file = realPath(path)
    this.options = options
    this.known = new KnownLines(this.file, this.position)
    this.buffer = new TextBuffer(this.position, (bytes) => this.append(bytes))
  }

  state(fields: Fields): void {
    this.begun = fields.boolean('begun', this.begun)
    this.period = fields.text('period', this.period)
    fields.part('position', this.position)
  }

  /** Bytes of the file. */
  get size(): number {
    return this.position.start + this.buffer.size
  }

  /**
   * Opens the file, and creates it and its folder if they do not exist.
   *
   * @throws DataError if it cannot be created, is written by another run, or does not hold what was restored
   */
  async open(): Promise<void> {
    await onFile(this.path, async () => {
      const there = await stat(this.file).catch(() => undefined)
      if (there?.isDirectory()) throw new Error('a folder; name a file in it')
      this.old = there !== undefined
      if (there || !this.options.isLazy) await this.create()
      if (!this.handle) this.position.beginAt(0)
      else if (this.begun) await this.goOn(this.handle)
      else await this.goToEnd(this.handle)
      this.begun = true
    })
  }

  private async create(): Promise<void> {
    await mkdir(dirname(this.file), { recursive: true })
    this.handle = await claim(this.file, this.path, true, this.options.mode)
    await demandUnclaimed(partOf(this.file), this.path)
  }

  private async goToEnd(handle: FileHandle): Promise<void> {
    if (this.options.fresh) await handle.truncate(0)
    const { mtimeMs, size } = await handle.stat()
    this.position.beginAt(size)
    // The rows of an earlier run are of about the time when it wrote them.
    if (size > 0) this.period = this.options.rotation?.periodOf(mtimeMs) ?? ''
  }

  private async goOn(handle: FileHandle): Promise<void> {
    const { bytes, end } = this.position
    const { size } = await handle.stat()
    // Nothing was written yet that has to stay.
    if (bytes === 0 && size < end) return this.goToEnd(handle)
    this.checked = bytes > 0
    // The file of the first line may be finished too.
    const { rotation, warn } = this.options
    if ((end > 0 || !rotation) && (await this.position.isIn(handle))) return await this.known.begin(handle)
    if (rotation && (await this.known.beginFinished(this.period))) return
    if (size > 0) {
      throw new DataError(
        `${this.path}: expected the ${bytes.toLocaleString('en-US')} bytes that the checkpoint continues, got others; move the file away, or start again with --fresh`,
      )
    }
    warn?.(`${this.path}: a new file, since what the checkpoint continues was moved away`)
    this.checked = false
    await this.goToEnd(handle)
  }

  /** Says with which line the file has to begin; empty for lines of JSON. To be called before the first `write`. */
  begin(header: string): void {
    this.header = header
  }

  /**
   * Adds lines; returns a promise if it has to wait for the disk.
   *
   * @param time of the row that they belong to
   * @throws DataError if the file cannot be written, or begins with another header
   */
  write(text: string, time = Number.NaN): void | Promise<void> {
    const period = this.options.rotation?.periodOf(time) ?? ''
    if (this.known.areFinished) return onFile(this.path, () => this.takeFinished(text, time, period))
    const isDue = this.size > 0 && (this.options.rotation?.isDue(this.size, this.period, period) ?? false)
    if (this.checked && !isDue && period <= this.period) return this.take(text)
    return this.prepareAndWrite(text, period, isDue)
  }

  private async prepareAndWrite(text: string, period: string, isDue: boolean): Promise<void> {
    await onFile(this.path, async () => {
      if (!this.handle) await this.create()
      if (!this.checked) await this.check()
      if (isDue) await this.rotate()
    })
    if (period > this.period) this.period = period
    await this.take(text)
  }

  private take(text: string): void | Promise<void> {
    if (text !== '' && this.known.any) return onFile(this.path, () => this.takeKnown(text))
    this.flushing.in(delayMs)
    const written = this.buffer.write(text)
    return written && onFile(this.path, () => written)
  }

  /** Takes text for written that comes next after the checkpoint: its rows were read again. Other text is added. */
  private async takeKnown(text: string): Promise<void> {
    const rest = await this.known.passOver(this.handle!, text)
    if (rest !== '') await this.take(rest)
  }

  private async takeFinished(text: string, time: number, period: string): Promise<void> {
    if (text === '') return
    const found = await this.known.passOverFinished(this.handle!, this.header, text, period)
    if (found === 'same') return
    this.checked = found !== undefined
    if (this.checked) this.period = period
    else await this.goToEnd(this.handle!)
    if (found === undefined) await this.write(text, time)
    else if (found === 'present') await this.take(this.header + text)
  }

  /** Makes sure that the file begins with the header and ends with a whole line. */
  private async check(): Promise<void> {
    const { handle, header, path, position } = this
    const whole = position.end === 0 ? 0 : await demandLines(handle!, header, path)
    if (whole < position.end) {
      this.options.warn?.(`${path}: half a line at its end was cut off (${position.end - whole} bytes)`)
      await handle!.truncate(whole)
      position.beginAt(whole)
    }
    this.checked = true
    if (whole === 0) await this.take(header)
  }

  /** Writes at the end of the file at the path, which is another one if somebody has moved it away. */
  private async append(bytes: Uint8Array): Promise<void> {
    if (!(await isAt(this.handle!, this.file))) await this.openNext()
    await writeAll(this.handle!, bytes)
  }

  /** Opens the next file, after the present one was renamed. */
  private async openNext(): Promise<void> {
    const next = await claim(this.file, this.path, true, this.options.mode)
    await this.handle!.sync()
    await this.handle!.close()
    this.handle = next
    this.position.beginAt((await next.stat()).size)
    await this.known.close()
    if (this.position.end > 0) return
    const header = Buffer.from(this.header)
    await writeAll(next, header)
    this.position.add(header)
  }

  /** Gives the file the name of its period or number, and begins another. */
  private async rotate(): Promise<void> {
    await this.buffer.flush()
    await this.handle!.sync()
    await rename(this.file, await nameToFinish(this.file, this.period))
    await this.openNext()
    await syncFolder(this.file)
  }

  /** Makes everything written so far durable. @throws DataError if that fails */
  async sync(): Promise<void> {
    this.flushing.demandSound()
    if (!this.handle) return
    await onFile(this.path, async () => {
      await this.buffer.flush()
      await this.handle!.sync()
      await syncFolder(this.file)
      const { size } = await this.handle!.stat() // smaller if somebody else has cut the file
      if (!this.known.areFinished && size !== this.known.end) this.position.beginAt(size)
    })
  }

  /** Completes the file. @throws DataError if that fails */
  async close(): Promise<void> {
    await this.flushing.stop()
    await this.sync()
    await this.release()
  }

  /** What was written stays. */
  async abort(): Promise<void> {
    await this.flushing.stop()
    if (this.handle) await this.buffer.flush().catch(() => {})
    await this.release()
  }

  private async release(): Promise<void> {
    const { handle } = this
    this.handle = undefined
    await this.known.close()
    const isEmpty = handle && !this.old && (await handle.stat()).size === 0
    if (isEmpty && (await isAt(handle, this.file))) await rm(this.file, { force: true })
    await handle?.close()
  }
}

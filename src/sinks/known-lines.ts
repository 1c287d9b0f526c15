import { type FileHandle, open } from 'node:fs/promises'
import { headOf, lengthOfWholeLines } from './line-ends.ts'
import type { Position } from './position.ts'
import { finishedFiles } from './rotation.ts'

/**
 * The lines that a run which was killed has written after its checkpoint, so that they are not repeated if their rows
 * come again: in the file of the position, and in the next ones if that was finished.
 */
export class KnownLines {
  /** Whether the position is in a file that was finished, or may be. */
  areFinished = false
  /** Where the last whole line of the present file ends. */
  private whole = 0
  private readonly path: string
  private readonly position: Position
  /** The finished file that the position is in. */
  private file: FileHandle | undefined

  /** @param path of the file that grows */
  constructor(path: string, position: Position) {
    this.path = path
    this.position = position
  }

  /** The bytes of the present file, in which the position is. */
  get end(): number {
    return Math.max(this.whole, this.position.end)
  }

  /** Whether there are lines after the position in the present file. */
  get any(): boolean {
    return this.whole > this.position.end
  }

  /** Finds the lines after the position in the present file, and cuts half a line at its end. */
  async begin(present: FileHandle): Promise<void> {
    this.whole = Math.max(this.position.end, await lengthOfWholeLines(present))
    if (this.whole < (await present.stat()).size) await present.truncate(this.whole)
  }

  /**
   * Moves the position over text that comes next in the present file; to its end, if something else does.
   *
   * @returns the rest of the text
   */
  async passOver(present: FileHandle, text: string): Promise<string> {
    const { position, whole } = this
    const bytes = Buffer.from(text)
    const known = await position.passOver(present, bytes.subarray(0, whole - position.end))
    if (known === 0) position.beginAt(whole)
    return bytes.toString('utf8', known)
  }

  /** Finds the finished file in which the position is. @returns false if there is none */
  async beginFinished(period: string): Promise<boolean> {
    const isThere = this.position.end === 0 || (await this.find(period, (file) => this.position.isIn(file)))
    this.areFinished = isThere
    return isThere
  }

  /**
   * Moves the position over text that comes next in a finished file, or with which the next one begins.
   *
   * @param period of its row
   * @returns the file that has it; `present`: it is the first of the present file, or will be; undefined if it is new
   */
  async passOverFinished(present: FileHandle, header: string, text: string, period: string) {
    if (this.file && (await this.position.passOver(this.file, Buffer.from(text))) > 0) return 'same'
    const first = Buffer.from(header + text)
    const head = await headOf(present, first.length)
    const isFirst = async (file: FileHandle) => (await headOf(file, first.length)).equals(first)
    if (!head.equals(first) && (await this.find(period, isFirst))) {
      this.position.beginAt(0)
      this.position.add(first)
      return 'next'
    }
    await this.close()
    if (!first.subarray(0, head.length).equals(head)) return undefined
    this.position.beginAt(0)
    await this.begin(present)
    return 'present'
  }

  /** Opens the newest finished file of a period that is the one looked for. */
  private async find(period: string, isRight: (file: FileHandle) => Promise<boolean>): Promise<boolean> {
    for (const name of (await finishedFiles(this.path, period)).reverse()) {
      const file = await open(name)
      if (await isRight(file)) {
        await this.file?.close()
        this.file = file
        return true
      }
      await file.close()
    }
    return false
  }

  /** Ends the comparison: what is written now comes after all lines. */
  async close(): Promise<void> {
    this.whole = 0
    this.areFinished = false
    await this.file?.close()
    this.file = undefined
  }
}

import { DataError } from '../errors.ts'
import { restore } from '../state/restore.ts'
import { snapshot } from '../state/snapshot.ts'
import { joined } from './byte-input.ts'
import { FollowPosition } from './follow-position.ts'
import type { LineFormat } from './reader.ts'
import type { Rows } from './rows.ts'
import { type Lines, WholeLines } from './whole-lines.ts'

/**
 * The rows of a text that grows, as bytes of one file after the other. A row is complete when its line has ended. A
 * line that is not valid UTF-8 is a reject. Browser-safe.
 */
export class GrowingText {
  format: LineFormat
  /** How far rows were taken. */
  readonly position: FollowPosition
  /** Where in the file bytes are to be read, and the last ones that were. */
  offset = 0
  seen: Uint8Array = new Uint8Array(0)
  private readonly name: string
  private readonly encoding: string
  private readonly begin: () => LineFormat
  private decoder: TextDecoder
  private waiting: WholeLines
  /** Lines of a record that is not complete, and those of the rows that were taken last. */
  private open: Lines[] = []
  private taken: Lines[] = []
  private begun = false

  /**
   * @param name of the file, for places and errors
   * @param encoding a label of the WHATWG encoding standard
   * @param from the position to go on from, as saved; empty for the beginning
   */
  constructor(name: string, encoding: string, begin: () => LineFormat, from: Uint8Array) {
    this.name = name
    this.encoding = encoding
    this.begin = begin
    this.format = begin()
    this.position = new FollowPosition(this.format)
    this.decoder = new TextDecoder(encoding)
    this.waiting = new WholeLines(encoding)
    if (from.length === 0) return
    restore(this.position, from)
    this.begun = true
    this.rewind(this.position.inode)
  }

  /** Begins another file, which has these first bytes. */
  restart(inode: string, head: Uint8Array): void {
    if (this.begun) this.format.restart()
    this.begun = true
    this.position.begin(inode, head)
    this.forget()
  }

  /** Goes back to the end of the last whole record, to read on from there, maybe in another file that has it too. */
  rewind(inode: string): void {
    const { position } = this
    position.inode = inode
    const kept = snapshot(this.format)
    this.format = this.begin()
    restore(this.format, kept)
    position.format = this.format
    this.forget()
  }

  private forget(): void {
    const { encoding, position } = this
    this.decoder = new TextDecoder(encoding)
    this.waiting = new WholeLines(encoding)
    this.open = []
    this.taken = []
    this.offset = position.offset
    this.seen = position.tail
  }

  /** Takes in what follows. */
  push(bytes: Uint8Array): void {
    this.offset += bytes.length
    this.seen = joined(this.seen, bytes).slice(-seenBytes)
    this.waiting.push(bytes)
  }

  /** The rows of the next lines, at most n; undefined if no line is complete. */
  take(n: number): Rows | undefined {
    let rows: Rows | undefined
    while ((rows?.length ?? 0) < n) {
      const lines = this.waiting.take(n - (rows?.length ?? 0), this.format.spansLines)
      if (!lines) break
      rows = [...(rows ?? []), ...this.decoded(lines)]
      this.open.push(lines)
      if (this.format.pending) continue
      this.taken.push(...this.open)
      this.open = []
    }
    return rows
  }

  /** The rows of what is left at the end of the file: a last line without a line end. */
  end(): Rows {
    const lines = this.waiting.rest()
    const rows = [...(lines ? this.decoded(lines) : []), ...this.format.end()]
    this.taken.push(...this.open, ...(lines ? [lines] : []))
    this.open = []
    return rows
  }

  /** Moves the position on, behind the rows that were taken. */
  pass(): void {
    for (const { bytes, length } of this.taken) this.position.pass(bytes, length)
    this.taken = []
  }

  /** The beginning of a line that was not complete, as text; empty if there is none. */
  torn(): string {
    const lines = this.waiting.rest()
    return lines ? new TextDecoder(this.encoding).decode(lines.bytes) : ''
  }

  private decoded(lines: Lines): Rows {
    if (!/^utf-?8$/i.test(this.encoding))
      // As a stream, without which Node reads 0x80–0x9F of windows-1252 as control characters.
      return this.format.push(this.decoder.decode(lines.bytes, { stream: true }))
    const text = utf8(lines.bytes)
    if (text !== undefined) return this.format.push(text)
    const each = new WholeLines(this.encoding)
    each.push(lines.bytes)
    const rows: Rows = []
    for (let line = each.take(1) ?? each.rest(); line; line = each.take(1) ?? each.rest())
      rows.push(...this.decodedLine(line))
    return rows
  }

  private decodedLine({ bytes }: Lines): Rows {
    const text = utf8(bytes)
    if (text !== undefined) return this.format.push(text)
    const { line } = this.format
    const reason = 'expected UTF-8, got other bytes; set encoding, such as windows-1252'
    if (line === 1) throw new DataError(`${this.name}:1 ${reason}`)
    const raw = new TextDecoder().decode(bytes).slice(0, 65_536)
    return [...this.format.push('\n'), { place: { file: this.name, line }, reason, raw }]
  }
}

const strictly = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return strictly.decode(bytes)
  } catch {
    return undefined
  }
}

/** Bytes before the place of reading that are kept, to notice that they have changed. */
const seenBytes = 256

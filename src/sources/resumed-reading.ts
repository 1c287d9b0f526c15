import { DataError } from '../errors.ts'
import type { Observation } from '../series/observation.ts'
import { formatTimestamp } from '../time/timestamp.ts'
import type { Position } from './position.ts'
import type { Reader } from './reader.ts'
import type { Reading } from './source.ts'

/** Options of `ResumedReading`. */
export interface ResumedOptions {
  /** Name of the input, for messages. */
  readonly name: string
  readonly from: Position
  /** Whether the input can be read again from its first row. */
  readonly repeatable: boolean
}

/**
 * Goes on with an input after the rows that an earlier reading had taken. It is read again from its first row, and the
 * rows taken are left out if they are still the same. If the input was replaced by one of later rows, as a log that is
 * rotated, it is read from its first row. Browser-safe.
 */
export class ResumedReading implements Reading {
  private readonly options: ResumedOptions
  private readonly begin: (known: number) => Reader
  private reader: Reader
  private note: string | undefined
  private other: DataError | undefined
  /** Whether the rows taken before were found to be still the same, or to have been replaced by later ones. */
  private known: boolean
  /** Whether the input has no rows now. */
  private empty = false
  changed = false

  /** @param begin opens the input, some of whose first rows are known */
  constructor(options: ResumedOptions, begin: (known: number) => Reader) {
    this.options = options
    this.begin = begin
    this.known = !options.repeatable || options.from.rows === 0
    this.reader = begin(options.repeatable ? options.from.rows : 0)
    if (!options.repeatable) {
      this.reader.position!.latest = options.from.latest
      if (options.from.rows > 0)
        this.note = `${nameOf(options.name)} cannot be read again: rows after ${this.last} that were read before the restart are a gap unless they are sent again`
    }
  }

  get fraction(): number | undefined {
    return this.reader.fraction
  }

  get warnings(): readonly string[] {
    return [this.note ?? [], this.reader.warnings].flat()
  }

  get failure(): DataError | undefined {
    return this.other ?? (this.empty ? undefined : this.reader.failure)
  }

  /** Undefined while it is not known whether the input is that of the position. */
  get position(): Position | undefined {
    return this.known ? this.reader.position : undefined
  }

  get settled(): boolean {
    return this.reader.settled
  }

  get batches(): AsyncIterable<Observation[]> {
    return this.read()
  }

  private async *read(): AsyncGenerator<Observation[]> {
    const { from, name } = this.options
    const { reader } = this
    let first: Observation | undefined
    for await (const batch of reader.batches) {
      if (this.known) yield batch
      else {
        first ??= batch[0]
        const { checksum, rows } = reader.position!
        if (rows < from.rows) continue
        this.known = checksum === from.checksum
        if (!this.known) break
      }
    }
    if (this.known) return
    this.changed = true
    const shorter = reader.position!.rows < from.rows
    if (first && first.time > from.latest) {
      this.note = `${name} was replaced by one of later rows since the checkpoint, whose last row was of ${this.last}: it is read from its first row`
      this.reader = this.begin(0)
      this.reader.position!.latest = from.latest
      this.known = true
      yield* this.reader.batches
      return
    }
    // A log that has just been rotated: later rows may follow, or the file may be restored.
    this.empty = reader.position!.rows === 0 && !reader.settled
    if (this.empty) this.note = `${name} has no rows now: the state stays as it was after the row of ${this.last}`
    if (this.empty || (reader.failure && shorter)) return
    const got = shorter ? `only ${reader.position!.rows}` : 'others'
    this.other = new DataError(
      `${name}: expected the ${from.rows} rows that were read before the checkpoint, got ${got}; restore the file, or start again with --fresh`,
    )
  }

  private get last(): string {
    const { latest } = this.options.from
    return Number.isNaN(latest) ? 'the beginning' : formatTimestamp(latest)
  }
}

const nameOf = (name: string) => (name === '-' ? 'standard input' : name)

import { DataError } from '../errors.ts'
import type { Ledger } from '../series/ledger.ts'
import type { Observation } from '../series/observation.ts'
import { describeReject } from '../series/reject.ts'
import { formatTimestamp } from '../time/timestamp.ts'
import { FileChanges } from './file-changes.ts'
import { FileTrail } from './file-trail.ts'
import type { FollowPosition } from './follow-position.ts'
import type { FollowedFile } from './followed-file.ts'
import { GrowingText } from './growing-text.ts'
import { counted, type LineFormat, warningsOf } from './reader.ts'
import type { Rows } from './rows.ts'
import type { Reading } from './source.ts'

/** Options of `FollowReading`. */
export interface FollowOptions {
  readonly path: string
  /** The path as the user wrote it, for messages. */
  readonly name: string
  readonly encoding: string
  /** Whether to end at the first row that cannot be used. */
  readonly strict: boolean
  /** Observations in a batch, at most. */
  readonly maxBatch?: number | undefined
  /** See `Source.open`. */
  readonly from?: Uint8Array | undefined
  /** See `SourcePlace`. */
  readonly tell?: ((notice: string) => void) | undefined
}

/**
 * Reads a file from its first row, then the rows that are added to it, until the signal is aborted. If the file is
 * renamed and another begun, or copied and emptied, it is read to its end, then the new one. It need not exist yet.
 */
export class FollowReading implements Reading {
  readonly fraction = undefined
  failure: DataError | undefined
  private readonly options: FollowOptions
  private readonly ledger: Ledger
  private readonly signal: AbortSignal
  private readonly text: GrowingText
  private readonly trail: FileTrail
  private readonly changes: FileChanges

  constructor(options: FollowOptions, begin: () => LineFormat, ledger: Ledger, signal: AbortSignal) {
    const { encoding, from = new Uint8Array(0), name, path } = options
    this.options = options
    this.ledger = ledger
    this.signal = signal
    this.text = new GrowingText(name, encoding, begin, from)
    this.trail = new FileTrail(path, name)
    this.changes = new FileChanges(path)
  }

  get position(): FollowPosition | undefined {
    const { position } = this.text
    return this.options.from && position.inode !== '' ? position : undefined
  }

  get warnings(): readonly string[] {
    return warningsOf(this.text.format, false)
  }

  get batches(): AsyncIterable<Observation[]> {
    return this.read()
  }

  private async *read(): AsyncGenerator<Observation[]> {
    const { changes, signal, text, trail } = this
    let file: FollowedFile | undefined
    try {
      file = await this.first()
      // Before the first row: where reading begins can be saved.
      if (file) yield []
      while (file && !signal.aborted) {
        // Before reading: what was written to the file until then is read before another is begun.
        const now = await trail.now()
        const isOther = now !== undefined && now.inode !== file.inode
        const bytes = await file.read(text.offset, text.seen)
        if (bytes === undefined) {
          const same: FollowedFile | undefined = await trail.find(text.position)
          if (same) {
            await file.close()
            file = same
            text.rewind(file.inode)
          } else if (isOther || !(await file.mayHold(text.position))) yield* this.beginAgain(file)
          else await changes.wait(signal)
        } else if (bytes.length > 0) {
          text.push(bytes)
          yield* this.complete()
        } else if (isOther && !now.empty) {
          const longer: FollowedFile | undefined = await trail.replacement(text.position)
          if (!longer) yield* this.counted(text.end())
          const next: FollowedFile | undefined = longer ?? (await trail.after(file)) ?? (await this.newest())
          await file.close()
          file = next
          if (longer) text.rewind(longer.inode)
          else if (file) text.restart(file.inode, await file.head())
        } else await changes.wait(signal)
      }
    } catch (error) {
      if (!(error instanceof DataError)) throw error
      this.failure = error
    } finally {
      changes.close()
      await file?.close()
    }
  }

  /** The file that the position is in, or the newest one. */
  private async first(): Promise<FollowedFile | undefined> {
    const { text, trail } = this
    const { position } = text
    const found = position.inode === '' ? undefined : await trail.find(position)
    if (found) return found
    const file = await this.newest()
    if (file && position.offset === 0) text.restart(file.inode, await file.head())
    return file
  }

  /** Waits until there is a file at the path; undefined if the signal is aborted before. */
  private async newest(): Promise<FollowedFile | undefined> {
    const { name, tell } = this.options
    for (let told = false; !this.signal.aborted; told = true) {
      const file = await this.trail.newest()
      if (file) return file
      if (!told) tell?.(`${name} does not exist yet: waiting for it`)
      await this.changes.wait(this.signal)
    }
    return undefined
  }

  /** Begins at the first row of a file that does not hold what was read of it before. */
  private async *beginAgain(file: FollowedFile): AsyncGenerator<Observation[]> {
    const { options, text } = this
    const { latest } = text.position
    const { line } = text.format
    const torn = text.torn()
    text.restart(file.inode, await file.head())
    const after = Number.isNaN(latest) ? '' : ` after ${formatTimestamp(latest)}`
    options.tell?.(
      `${options.name} was emptied or replaced, and what it was before was not found: it is read from its first row; rows${after} that it had before and were not read are lost`,
    )
    const reason = 'expected the rest of the line, got a file that was emptied or replaced'
    if (torn !== '') yield* this.counted([{ place: { file: options.name, line }, reason, raw: torn.slice(0, 65_536) }])
  }

  /** The rows of whole lines. */
  private *complete(): Generator<Observation[]> {
    const { options, signal, text } = this
    const { maxBatch = Number.POSITIVE_INFINITY } = options
    for (let rows = text.take(maxBatch); rows && !signal.aborted; rows = text.take(maxBatch)) {
      yield* this.counted(rows)
      const problem = text.format.problem(false)
      if (problem) throw problem
    }
  }

  /** Counts rows and yields their observations; if `strict`, the first reject throws after the rows before it. */
  private *counted(rows: Rows): Generator<Observation[]> {
    const { ledger, options, text } = this
    const { position } = text
    const batch: Observation[] = []
    for (const row of rows) {
      if (counted(row, ledger)) {
        batch.push(row)
        if (!(row.time <= position.latest)) position.latest = row.time
      } else if (options.strict && typeof row === 'object') {
        if (batch.length > 0) yield batch
        throw new DataError(describeReject(row))
      }
    }
    text.pass()
    // Also if the batch is empty but there were rows: the host then writes the rejects.
    if (rows.length > 0) yield batch
  }
}

import { DataError } from '../errors.ts'
import { isMissing } from '../series/is-missing.ts'
import type { Ledger } from '../series/ledger.ts'
import type { Observation } from '../series/observation.ts'
import { describeReject } from '../series/reject.ts'
import type { Saveable } from '../state/fields.ts'
import type { TextInput } from './decoded-text.ts'
import { FutureRows } from './future-rows.ts'
import { Position } from './position.ts'
import { isObservation, isReject, type Rows } from './rows.ts'
import type { Reading } from './source.ts'

/** A format: turns text into observations and rejects. `push` and `end` return the rows that are complete. */
export interface Format {
  push(chunk: string): Rows
  end(): Rows
  /** Why reading cannot go on, or ended in the middle of something; undefined if it can, or did not. */
  problem(ended: boolean): DataError | undefined
  /** True once times without an offset, at several times of day, were read as UTC because no zone was named. */
  readonly utcAssumed: boolean
  /** The names of the columns, if the text names them apart from the rows. */
  readonly head?: string | undefined
  /** What else may not be as intended. */
  warnings?(ended: boolean): readonly string[]
}

/** A format whose text can be a file that grows, and one that follows it. */
export interface LineFormat extends Format, Saveable {
  /** Whether a record can go on after a line end. */
  readonly spansLines: boolean
  /** Line on which the next record begins, from 1. */
  readonly line: number
  /** Whether a record has begun that is not complete: a quoted cell with a line end. */
  readonly pending: boolean
  /** Begins another file, in which the names of the columns may be left out. */
  restart(): void
}

/** Characters parsed at a time: a few hundred rows, which the garbage collector frees before it promotes them. */
const piece = 16_384

/** Counts a row in the ledger; returns whether it is an observation. */
export function counted(row: Rows[number], ledger: Ledger): row is Observation {
  if (row === 'header') ledger.skip()
  else if (typeof row === 'string') ledger.leaveOut(row)
  else if (isReject(row)) ledger.reject(row)
  else {
    ledger.accept(isMissing(row), row.future)
    return true
  }
  return false
}

/**
 * What may not be as intended.
 *
 * @param ended whether all rows were seen
 * @param zoneHint see `ReaderOptions`
 */
export function warningsOf(
  format: Format,
  ended: boolean,
  zoneHint = 'set zone on the source, such as zone: Europe/Berlin, or zone: UTC if that is right',
): readonly string[] {
  const zone = format.utcAssumed ? [`times without an offset were read as UTC; ${zoneHint}`] : []
  return [...zone, ...(format.warnings?.(ended) ?? [])]
}

export interface ReaderOptions {
  readonly input: TextInput
  readonly strict: boolean
  /** Observations in a batch, at most. Default: all of one chunk of the text. */
  readonly maxBatch?: number | undefined
  /** How the user can name the zone of times without an offset, for the warning. Default: the option of the source. */
  readonly zoneHint?: string | undefined
  /** Whether to keep the position, which takes a microsecond a row. */
  readonly tracked?: boolean | undefined
  /** Number of first rows that an earlier reading has counted. They are in batches of their own. */
  readonly known?: number | undefined
  /** Whether rows after the last target may tell what is known ahead. */
  readonly ahead?: boolean | undefined
}

/**
 * Reads text in a format and counts every row in the ledger. A failure ends reading and is kept in `failure`; the rows
 * before it can be used. Each batch comes from one chunk of the text, so a row of live input is passed on as soon as
 * its line has ended. Rows are counted when their batch is taken, so rows that were not taken because the run was
 * stopped are not in the ledger. A reject is counted after the rows before it were taken: the order of all rejects does
 * not depend on the batches. Browser-safe.
 */
export class Reader implements Reading {
  failure: DataError | undefined
  readonly position: Position | undefined
  settled = false
  /** Whether the batch is one of known rows. */
  recalling = false
  private readonly input: TextInput
  private readonly format: Format
  private readonly ledger: Ledger
  private readonly strict: boolean
  private readonly maxBatch: number
  private readonly zoneHint: string | undefined
  private readonly signal: AbortSignal
  private readonly known: number
  private readonly future: FutureRows | undefined
  /** Rows taken, of any kind. */
  private taken = 0
  private done = 0
  private ended = false

  constructor(options: ReaderOptions, format: Format, ledger: Ledger, signal: AbortSignal) {
    this.input = options.input
    this.format = format
    this.ledger = ledger
    this.strict = options.strict
    this.maxBatch = options.maxBatch ?? Number.POSITIVE_INFINITY
    this.zoneHint = options.zoneHint
    this.signal = signal
    this.known = options.known ?? 0
    this.future = options.ahead ? new FutureRows() : undefined
    this.position = options.tracked ? new Position() : undefined
  }

  get fraction(): number | undefined {
    const { bytesTotal } = this.input
    return bytesTotal ? this.done / bytesTotal : undefined
  }

  get warnings(): readonly string[] {
    return warningsOf(this.format, this.ended, this.zoneHint)
  }

  get batches(): AsyncIterable<Observation[]> {
    return this.read()
  }

  private async *read(): AsyncGenerator<Observation[]> {
    try {
      for await (const chunk of this.input) {
        const { done, input } = this
        const whole = input.bytesRead - done
        for (let at = 0; at < chunk.length; at += piece) {
          const share = Math.min(1, (at + piece) / chunk.length)
          yield* this.counted(this.decided(this.format.push(chunk.slice(at, at + piece))), done + whole * share)
          if (this.signal.aborted) return
          const problem = this.format.problem(false)
          if (problem) throw problem
        }
      }
      const rest = [...this.decided(this.format.end()), ...(this.future?.end() ?? [])]
      if (rest.length > 0 && this.position) {
        this.settled = true
        yield []
      }
      yield* this.counted(rest, this.input.bytesRead)
      this.ended = true
      const problem = this.format.problem(true)
      if (problem) throw problem
    } catch (error) {
      if (!(error instanceof DataError)) throw error
      this.failure = error
    }
  }

  private decided(rows: Rows): Rows {
    return this.future?.push(rows) ?? rows
  }

  /** Counts rows and yields their observations; if `strict`, the first reject throws after the rows before it. */
  private *counted(rows: Rows, bytes: number): Generator<Observation[]> {
    const { known, maxBatch, position, settled, signal, done: before } = this
    let batch: Observation[] = []
    this.recalling = this.taken < known
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!
      const full = batch.length >= maxBatch || (batch.length > 0 && isReject(row))
      if (full || (this.recalling && this.taken === known)) {
        this.done = before + ((bytes - before) * i) / rows.length
        yield batch
        batch = []
        this.recalling = this.taken < known
      }
      // Rows that arrived while the run was being stopped are ignored.
      if (signal.aborted && batch.length === 0) return
      if (this.taken++ === 0) position?.begin(this.format.head ?? '')
      if (!settled) position?.pass(row)
      if (this.recalling) {
        if (isObservation(row)) batch.push(row)
      } else if (counted(row, this.ledger)) batch.push(row)
      else if (this.strict && isReject(row)) throw new DataError(describeReject(row))
    }
    this.done = bytes
    // Also if the batch is empty but there were rows: the host then writes the rejects.
    if (rows.length > 0) yield batch
  }
}

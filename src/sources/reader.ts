import { DataError } from '../series/errors.ts'
import { isMissing } from '../series/is-missing.ts'
import type { Ledger } from '../series/ledger.ts'
import type { Observation } from '../series/observation.ts'
import { describeReject, type Reject } from '../series/reject.ts'
import type { TextInput } from './decoded-text.ts'
import type { Reading } from './source.ts'

/** Turns text into observations and rejects: a format. `push` and `end` return what has become whole. */
export interface Format {
  push(chunk: string): (Observation | Reject | Skip)[]
  end(): (Observation | Reject | Skip)[]
  /** Why reading cannot go on, or did not end well; undefined where it did. */
  problem(ended: boolean): DataError | undefined
  /** True once times without an offset, at several times of day, were taken for UTC, because no zone was named. */
  readonly utcAssumed: boolean
}

/** Characters taken at a time: a few hundred rows, so that what becomes of them dies young, and costs the garbage collector next to nothing. */
const piece = 16_384

/** A row left out on purpose. */
export const skip = Symbol('skip')
export type Skip = typeof skip

export interface ReaderOptions {
  readonly input: TextInput
  readonly strict: boolean
  /** Observations in a batch, at most; without it, all that one chunk of the text held. */
  readonly most?: number | undefined
}

/**
 * Reads text in a format and books every row. A failure ends the reading and is kept in `failure`: what was read before it stands.
 * Batches come from one chunk of the text each, so on a live input a row goes on as soon as its line has ended. Rows are booked as their batch
 * is taken: of what nobody took, because the run was stopped, the ledger knows nothing. Browser-safe.
 */
export class Reader implements Reading {
  failure: DataError | undefined
  private readonly input: TextInput
  private readonly format: Format
  private readonly ledger: Ledger
  private readonly strict: boolean
  private readonly most: number
  private readonly signal: AbortSignal
  private done = 0

  constructor(options: ReaderOptions, format: Format, ledger: Ledger, signal: AbortSignal) {
    this.input = options.input
    this.format = format
    this.ledger = ledger
    this.strict = options.strict
    this.most = options.most ?? Number.POSITIVE_INFINITY
    this.signal = signal
  }

  get bytesRead(): number {
    return Math.round(this.done)
  }

  get bytesTotal(): number | undefined {
    return this.input.bytesTotal
  }

  get utcAssumed(): boolean {
    return this.format.utcAssumed
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
          yield* this.booked(this.format.push(chunk.slice(at, at + piece)), done + whole * share)
          if (this.signal.aborted) return
          const problem = this.format.problem(false)
          if (problem) throw problem
        }
      }
      yield* this.booked(this.format.end(), this.input.bytesRead)
      const problem = this.format.problem(true)
      if (problem) throw problem
    } catch (error) {
      if (!(error instanceof DataError)) throw error
      this.failure = error
    }
  }

  /** Books rows and yields the observations among them; under `strict` the first reject throws, after what stood before it. */
  private *booked(rows: (Observation | Reject | Skip)[], bytes: number): Generator<Observation[]> {
    const { most, signal, done: before } = this
    let batch: Observation[] = []
    for (let i = 0; i < rows.length; i++) {
      if (batch.length >= most) {
        this.done = before + ((bytes - before) * i) / rows.length
        yield batch
        batch = []
      }
      // What came while it was being stopped is not read any more.
      if (signal.aborted && batch.length === 0) return
      const row = rows[i]!
      if (row === skip) this.ledger.skip()
      else if ('reason' in row) {
        this.ledger.reject(row)
        if (this.strict) {
          if (batch.length > 0) yield batch
          throw new DataError(describeReject(row))
        }
      } else {
        this.ledger.accept(isMissing(row))
        batch.push(row)
      }
    }
    this.done = bytes
    // An empty one too, where there were rows: whoever reads hears that some were rejected.
    if (rows.length > 0) yield batch
  }
}

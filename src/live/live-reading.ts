import { DataError } from '../errors.ts'
import { isMissing } from '../series/is-missing.ts'
import type { Ledger } from '../series/ledger.ts'
import type { Observation } from '../series/observation.ts'
import { describeReject } from '../series/reject.ts'
import type { Reading } from '../sources/source.ts'
import type { ConnectionOptions } from './connection.ts'
import { keepConnected } from './connection.ts'
import type { Feed } from './feed.ts'
import { Inbox, type Waiting } from './inbox.ts'
import { LivePosition } from './live-position.ts'
import type { MessageRows } from './message-rows.ts'

/** An observation that arrived, or a tick of the clock without one. */
export interface Came {
  /** When it arrived, in milliseconds since 1970; never less than before. */
  readonly at: number
  readonly observation?: Observation | undefined
}

/** Options of `LiveReading`. */
export interface LiveReadingOptions extends ConnectionOptions {
  readonly feed: Feed
  readonly rows: MessageRows
  /** Whether to end at the first row that cannot be used. */
  readonly strict: boolean
  /** Observations in a batch, at most. */
  readonly maxBatch?: number | undefined
  /** Where an earlier reading had come to. */
  readonly from: LivePosition | undefined
}

/** Reads a live source: connects its feed, and takes the rows of its messages in the order in which they came. */
export class LiveReading implements Reading {
  readonly fraction = undefined
  failure: DataError | undefined
  readonly position: LivePosition | undefined
  private readonly options: LiveReadingOptions
  private readonly ledger: Ledger
  private readonly signal: AbortSignal
  private readonly inbox = new Inbox()
  private readonly taken: LivePosition
  private latest: number
  private cursorPut: string | undefined
  private fatal: unknown

  constructor(options: LiveReadingOptions, ledger: Ledger, signal: AbortSignal) {
    this.options = options
    this.ledger = ledger
    this.signal = signal
    this.position = options.from
    this.taken = options.from ?? new LivePosition()
    this.latest = this.taken.latest
    this.cursorPut = this.taken.cursor === '' ? undefined : this.taken.cursor
  }

  get warnings(): readonly string[] {
    return this.options.rows.warnings
  }

  get batches(): AsyncIterable<Observation[]> {
    return this.observations()
  }

  /** Observations with the time of their arrival, and ticks, in order. To be read instead of `batches`. */
  get arrivals(): AsyncIterable<Came[]> {
    return this.read()
  }

  /** How far the feed had come at its last safe message. */
  get cursor(): string | undefined {
    return this.cursorPut
  }

  /** Takes a message in; see `Link`. */
  message(text: string, cursor?: string): Promise<void> {
    return this.put(text, cursor)
  }

  /**
   * Puts a tick of the clock after everything that has arrived; after a restart it comes again at the same place.
   *
   * @param at milliseconds since 1970
   */
  tick(at: number): Promise<void> {
    return this.put(undefined, undefined, at)
  }

  private async put(text?: string, cursor?: string, at = Date.now()): Promise<void> {
    this.latest = Math.max(this.latest, at)
    const arrival = { at: this.latest, text, cursor }
    await new Promise<void>((done) => this.inbox.put({ ...arrival, done }))
    if (cursor !== undefined) this.cursorPut = cursor
  }

  private async *observations(): AsyncGenerator<Observation[]> {
    for await (const came of this.read()) yield came.flatMap(({ observation }) => observation ?? [])
  }

  private async *read(): AsyncGenerator<Came[]> {
    const { feed } = this.options
    const over = new AbortController()
    const stop = () => over.abort()
    this.signal.addEventListener('abort', stop, { once: true })
    if (this.signal.aborted) stop()
    const connection = keepConnected(feed, this, over.signal, this.options).catch((error) => {
      this.fatal = error
      stop()
    })
    try {
      while (!over.signal.aborted) yield* this.taking(await this.inbox.take(over.signal))
      if (this.fatal !== undefined) throw this.fatal
    } catch (error) {
      if (!(error instanceof DataError)) throw error
      this.failure = error
    } finally {
      stop()
      this.signal.removeEventListener('abort', stop)
      await connection
    }
  }

  /** Takes arrivals in batches: counts their rows, and yields their observations. */
  private *taking(arrivals: readonly Waiting[]): Generator<Came[]> {
    const { maxBatch = Number.POSITIVE_INFINITY, rows, strict } = this.options
    const { ledger, signal, taken } = this
    let batch: Came[] = []
    for (const arrival of arrivals) {
      const { at, done, text } = arrival
      const parts = text === undefined ? [] : rows.partsOf(text)
      if (text === undefined) batch.push({ at })
      while (taken.within < parts.length) {
        if (batch.length >= maxBatch) {
          yield batch
          batch = []
          if (signal.aborted) return
        }
        const row = rows.decode(parts[taken.within]!, taken.count + 1, at)
        taken.count++
        taken.within++
        if (row === 'header') ledger.skip()
        else if (typeof row === 'string') ledger.leaveOut(row)
        else if ('reason' in row) {
          ledger.reject(row)
          if (strict) {
            if (batch.length > 0) yield batch
            throw new DataError(describeReject(row))
          }
        } else {
          ledger.accept(isMissing(row))
          batch.push({ at, observation: row })
        }
      }
      taken.pass(arrival)
      done?.()
    }
    // Also if it is empty: the host then writes the rejects.
    if (arrivals.length > 0) yield batch
  }
}

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
import { Journal } from './journal.ts'
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
  /** Where an earlier reading had come to, to keep a position; undefined to keep none. */
  readonly from: LivePosition | undefined
  /** Folder of the journal; undefined to keep none. */
  readonly folder?: string | undefined
  /** Whether to delete what the journal holds. */
  readonly fresh?: boolean | undefined
}

/**
 * Reads a live source: connects its feed, and takes the rows of its messages in the order in which they came. With a
 * journal they are on the disk before, and come again from the position on.
 */
export class LiveReading implements Reading {
  readonly fraction = undefined
  failure: DataError | undefined
  readonly position: LivePosition | undefined
  private readonly options: LiveReadingOptions
  private readonly ledger: Ledger
  private readonly signal: AbortSignal
  private readonly inbox = new Inbox()
  private readonly taken: LivePosition
  private readonly over = new AbortController()
  private journal: Journal | undefined
  /** Why it ended; undefined if it was stopped. */
  private fatal: unknown
  /** Time of the last arrival. */
  private latest = 0
  cursor: string | undefined

  constructor(options: LiveReadingOptions, ledger: Ledger, signal: AbortSignal) {
    this.options = options
    this.ledger = ledger
    this.signal = signal
    this.position = options.from
    this.taken = options.from ?? new LivePosition(options.rows)
  }

  get warnings(): readonly string[] {
    const lost = this.journal?.losses.map((loss) => `${loss}: messages since the checkpoint are lost`) ?? []
    return [...lost, ...this.options.rows.warnings]
  }

  get batches(): AsyncIterable<Observation[]> {
    return this.observations()
  }

  /** Observations with the time of their arrival, and ticks, in order. To be read instead of `batches`. */
  get arrivals(): AsyncIterable<Came[]> {
    return this.read()
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

  async saved(): Promise<void> {
    await this.journal?.release(this.taken.savedPlace)
  }

  private async put(text?: string, cursor?: string, at = Date.now()): Promise<void> {
    const { inbox, journal } = this
    this.latest = Math.max(this.latest, at)
    const arrival = { at: this.latest, text, cursor }
    if (!journal) await new Promise<void>((done) => inbox.put({ ...arrival, done }))
    else {
      try {
        await inbox.put({ ...arrival, after: await journal.append(arrival) })
      } catch (error) {
        this.end(error)
        // It is not safe, and never will be.
        await new Promise(() => {})
      }
    }
    if (cursor !== undefined) this.cursor = cursor
  }

  private end(error: unknown): void {
    this.fatal ??= error
    this.over.abort()
  }

  private async *observations(): AsyncGenerator<Observation[]> {
    for await (const came of this.read()) yield came.flatMap(({ observation }) => observation ?? [])
  }

  private async *read(): AsyncGenerator<Came[]> {
    const { over, signal } = this
    const stop = () => over.abort()
    signal.addEventListener('abort', stop, { once: true })
    if (signal.aborted) stop()
    let connection: Promise<void> | undefined
    try {
      await this.openJournal()
      connection = keepConnected(this.options.feed, this, over.signal, this.options).catch((error) => this.end(error))
      for await (const arrivals of this.journal?.replay() ?? []) {
        if (!over.signal.aborted) yield* this.taking(arrivals)
      }
      while (!over.signal.aborted) yield* this.taking(await this.inbox.take(over.signal))
      if (this.fatal !== undefined) throw this.fatal
    } catch (error) {
      if (!(error instanceof DataError)) throw error
      this.failure = error
    } finally {
      stop()
      signal.removeEventListener('abort', stop)
      await connection
      await this.journal?.close()
    }
  }

  private async openJournal(): Promise<void> {
    const { feed, folder, fresh } = this.options
    const { cursor, latest, place } = this.taken
    if (folder !== undefined) this.journal = await Journal.open(folder, place, fresh, feed.taken?.bind(feed))
    this.latest = Math.max(latest, this.journal?.latest ?? latest)
    this.cursor = this.journal?.cursor ?? (cursor === '' ? undefined : cursor)
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
          ledger.accept(isMissing(row), row.future)
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

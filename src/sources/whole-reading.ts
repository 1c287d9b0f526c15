import type { DataError } from '../errors.ts'
import { isMissing } from '../series/is-missing.ts'
import { Ledger, type RowCounts } from '../series/ledger.ts'
import type { Observation } from '../series/observation.ts'
import type { Reject } from '../series/reject.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { restore } from '../state/restore.ts'
import { type Kept, NewestRows } from './newest-rows.ts'
import { PeriodRows, type Periods } from './period-rows.ts'
import type { Position } from './position.ts'
import type { Reading } from './source.ts'

/** Which rows of the whole input are read, and in which order. */
export interface WholeOptions {
  /** Name of the input, for messages. */
  readonly name: string
  /** Sorts the rows by time; those with the same time stay in the order of the input. */
  readonly sort: boolean
  /** Number of the newest rows to keep of each series; all of them by default. */
  readonly newest?: number | undefined
  /** Puts the rows of each period together, in any order. */
  readonly periods?: Periods | undefined
  /** Observations in a batch, at most. */
  readonly maxBatch?: number | undefined
  /** See `Source.open`. */
  readonly from?: Uint8Array | undefined
}

/**
 * Reads the input to its end before it yields the first observation: in order of time, or only the newest rows.
 * Rejects are counted as they are read, observations when their batch is taken. Browser-safe.
 */
export class WholeReading implements Reading {
  private readonly options: WholeOptions
  private readonly ledger: Ledger
  private readonly signal: AbortSignal
  /** Counts what was read; the ledger of the run counts an observation when its batch is taken. */
  private readonly own: Ledger
  private readonly reading: OpenReading
  /** Rejects among the last rows of the input, which may still change. */
  private late: Reject[] = []
  private outOfOrder = 0
  private total = 0
  private taken = 0
  /** Number of rows that were put together. */
  private together = 0
  settled = false
  changed = false
  /** Where an earlier reading had come to. */
  private readonly from: WholePosition | undefined
  private readonly reached: WholePosition | undefined
  private note: string | undefined

  /** @param open opens the input, whose rows are counted in the given ledger, except some first ones that are known */
  constructor(
    options: WholeOptions,
    ledger: Ledger,
    signal: AbortSignal,
    open: (ledger: Ledger, known: number) => OpenReading,
  ) {
    this.options = options
    this.ledger = ledger
    this.signal = signal
    this.own = new Ledger((reject) => (this.reading.settled ? this.late.push(reject) : ledger.reject(reject)))
    const { from } = options
    if (from) this.reached = new WholePosition()
    if (from && from.length > 0) {
      this.from = new WholePosition()
      restore(this.from, from)
      restore(this.reached!, from)
    }
    this.reading = open(this.own, this.from?.known ?? 0)
  }

  get position(): Saveable | undefined {
    return this.total > 0 ? this.reached : undefined
  }

  get fraction(): number | undefined {
    return this.total > 0 ? this.taken / this.total : this.reading.fraction === undefined ? undefined : 0
  }

  get ahead(): Reading['ahead'] {
    return this.total > 0 ? undefined : { rows: this.own.rows, fraction: this.reading.fraction }
  }

  get warnings(): readonly string[] {
    const { outOfOrder, options, together, total } = this
    const whole = (count: number) => count.toLocaleString('en-US')
    const sorted = `${whole(outOfOrder)} of ${whole(total)} rows were out of order: they were sorted by time`
    const { every, take } = options.periods ?? {}
    const made = `${whole(together)} rows were ${take === 'sum' ? 'added up' : 'averaged'} to ${whole(total)}, one for each ${every}`
    return [
      ...(together > 0 ? [made] : []),
      ...(outOfOrder > 0 ? [sorted] : []),
      ...(this.note === undefined ? [] : [this.note]),
      ...this.reading.warnings,
    ]
  }

  get failure(): DataError | undefined {
    return this.reading.failure
  }

  get batches(): AsyncIterable<Observation[]> {
    return this.read()
  }

  private async *read(): AsyncGenerator<Observation[]> {
    const { from, ledger, options, reached, signal } = this
    // Of the rows that follow those taken, none is left out.
    const newest = new NewestRows(from ? { sort: options.sort } : options)
    const together = options.periods && new PeriodRows(options.periods)
    let sure: RowCounts | undefined
    for await (const batch of this.reading.batches) {
      for (const observation of batch) (together ?? newest).add(observation)
      if (!sure) this.countOthers()
      if (this.reading.settled) sure ??= this.own.counts
      // The host writes the rejects.
      yield []
      if (signal.aborted) break
    }
    sure ??= this.own.counts
    if (!this.reading.settled) this.countOthers()
    if (together) {
      for (const observation of together.observations()) newest.add(observation)
      this.together = together.count
      // The account is one of rows, not of what was made of them.
      ledger.accepted += sure.accepted
      ledger.imputed += sure.imputed
      ledger.filled += Math.max(0, together.filled - (from?.filled ?? 0))
    }
    const kept = newest.take()
    ledger.leaveOut('newest', newest.dropped)
    this.outOfOrder = newest.outOfOrder
    const rows = from ? this.after(from, kept) : kept
    this.total = kept.length
    if (reached) {
      reached.known = this.reading.position!.rows
      reached.filled = together?.filled ?? 0
    }
    const size = Math.min(options.maxBatch ?? usualBatch, usualBatch)
    const steady = reached ? this.steady(rows) : rows.length
    const anyLate = this.own.rows > sure.rows || this.own.leftOut !== undefined
    for (let at = 0; !signal.aborted; ) {
      if (at === steady && reached && (at < rows.length || anyLate)) {
        this.settled = true
        yield []
        for (const reject of this.late) ledger.reject(reject)
        this.countOthers()
        if (together) {
          ledger.accepted += this.own.accepted - sure.accepted
          ledger.imputed += this.own.imputed - sure.imputed
        }
      }
      if (at >= rows.length) break
      const batch = rows.slice(at, Math.min(at + size, this.settled ? rows.length : steady))
      for (const one of batch) {
        if (!together) ledger.accept(isMissing(one.row))
        if (!this.settled) reached?.pass(one)
      }
      at += batch.length
      this.taken += batch.length
      yield batch.map(({ row }) => row)
    }
  }

  /** The number of rows that more input would not change: all but those of the last time. */
  private steady(rows: readonly Kept[]): number {
    if (rows.length === 0) return 0
    const last = rows.at(-1)!.row.time
    return this.options.sort ? rows.findIndex(({ row }) => row.time === last) : rows.length - 1
  }

  /** The rows after those that an earlier reading had taken. */
  private after(from: WholePosition, rows: readonly Kept[]): Kept[] {
    const { name, newest, sort } = this.options
    if (!sort) return rows.filter(({ at }) => at >= from.place)
    let same = 0
    const rest = rows.filter(({ row: { time } }) => {
      if (time > from.latest) return true
      return time === from.latest && ++same > from.atLatest
    })
    const before = rows.length - rest.length
    if (newest === undefined && before !== from.taken) {
      this.changed = true
      const got = `${name} has ${before} rows up to the last one taken before the checkpoint, when there were ${from.taken}`
      this.note = `${got}: only later rows are read; to read all of them, start again with --fresh`
    }
    return rest
  }

  /** Moves the counts of rows that are not observations to the ledger of the run. */
  private countOthers(): void {
    const { ledger, own } = this
    ledger.skipped += own.skipped
    own.skipped = 0
    for (const [option, count] of own.takeLeftOut()) ledger.leaveOut(option, count)
  }
}

const usualBatch = 256

type OpenReading = Reading & { readonly position: Position | undefined }

/** How far the rows of a whole input were taken. */
class WholePosition implements Saveable {
  /** Rows of any kind that were read, without a last one that may still change. */
  known = 0
  /** Observations that were taken. */
  taken = 0
  /** The latest time of them, and how many had it. */
  latest = Number.NEGATIVE_INFINITY
  atLatest = 0
  /** The number in the input of the one that follows the last. */
  place = 0
  /** Periods without rows. */
  filled = 0

  pass({ row: { time }, at }: Kept): void {
    this.taken++
    this.place = at + 1
    if (time > this.latest) this.atLatest = 0
    if (time >= this.latest) this.atLatest++
    this.latest = Math.max(this.latest, time)
  }

  state(fields: Fields): void {
    this.known = fields.counter('known', this.known)
    this.taken = fields.counter('taken', this.taken)
    this.latest = fields.number('latest', this.latest)
    this.atLatest = fields.counter('atLatest', this.atLatest)
    this.place = fields.counter('place', this.place)
    this.filled = fields.counter('filled', this.filled)
  }
}

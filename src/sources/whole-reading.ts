import { DataError } from '../errors.ts'
import { Resampler } from '../resample/resampler.ts'
import type { ResamplerOptions } from '../resample/resampling.ts'
import { hasNoTarget, isMissing } from '../series/is-missing.ts'
import { Ledger, type RowCounts } from '../series/ledger.ts'
import type { Observation } from '../series/observation.ts'
import type { Reject } from '../series/reject.ts'
import type { Saveable } from '../state/fields.ts'
import { restore } from '../state/restore.ts'
import { withFuture } from './future-rows.ts'
import { type Kept, NewestRows } from './newest-rows.ts'
import type { Position } from './position.ts'
import type { Reading } from './source.ts'
import { WholePosition } from './whole-position.ts'

/** Which rows of the whole input are read, and in which order. */
export interface WholeOptions {
  /** Name of the input, for messages. */
  readonly name: string
  /** Sorts the rows by time; those with the same time stay in the order of the input. */
  readonly sort: boolean
  /** Number of the newest rows to keep of each series; all of them by default. */
  readonly newest?: number | undefined
  /** Puts the rows of each window together, in any order. */
  readonly resampling?: ResamplerOptions | undefined
  /** Whether rows after the last target may tell what is known ahead. */
  readonly ahead?: boolean | undefined
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
  /** Puts rows together; undefined if they are not. */
  private together: Resampler | undefined
  settled = false
  changed = false
  /** Where an earlier reading had come to. */
  private readonly from: WholePosition | undefined
  private readonly reached: WholePosition | undefined
  private note: string | undefined
  private other: DataError | undefined

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
    return this.total > 0 && !this.other ? this.reached : undefined
  }

  get fraction(): number | undefined {
    return this.total > 0 ? this.taken / this.total : this.reading.fraction === undefined ? undefined : 0
  }

  get ahead(): Reading['ahead'] {
    return this.total > 0 ? undefined : { rows: this.own.rows, fraction: this.reading.fraction }
  }

  get warnings(): readonly string[] {
    const { outOfOrder, options, together, total } = this
    const { count = 0, warnings = [] } = together ?? {}
    const whole = (count: number) => count.toLocaleString('en-US')
    const sorted = `${whole(outOfOrder)} of ${whole(total)} rows were out of order: they were sorted by time`
    const made = `${whole(count)} rows were put together to ${whole(total)}, one for each ${options.resampling?.to}`
    return [
      ...(count > 0 ? [made] : []),
      ...warnings,
      ...(outOfOrder > 0 ? [sorted] : []),
      ...(this.note === undefined ? [] : [this.note]),
      ...this.reading.warnings,
    ]
  }

  get failure(): DataError | undefined {
    return this.other ?? this.reading.failure
  }

  get batches(): AsyncIterable<Observation[]> {
    return this.read()
  }

  private async *read(): AsyncGenerator<Observation[]> {
    const { from, ledger, options, reached, signal } = this
    // Of the rows that follow those taken, none is left out.
    const newest = new NewestRows(from ? { sort: options.sort } : options)
    const { resampling } = options
    const together = resampling && new Resampler({ ...resampling, wait: 'ever' }, this.own)
    let sure: RowCounts | undefined
    /** Whether the rows that were read before are still the first ones of the input. */
    let same = false
    for await (const batch of this.reading.batches) {
      const { position } = this.reading
      if (from && position!.rows === from.known) same ||= position!.checksum === from.checksum
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
      together.flush()
      for (const observation of together.take()) newest.add(observation)
      this.together = together
      // The account is one of rows, not of what was made of them.
      ledger.accepted += sure.accepted
      ledger.imputed += sure.imputed
      ledger.filled += Math.max(0, this.own.filled - (from?.filled ?? 0))
    }
    const kept = this.marked(newest.take())
    ledger.leaveOut('newest', newest.dropped)
    this.outOfOrder = newest.outOfOrder
    const rows = from ? this.after(from, kept, same) : kept
    this.total = kept.length
    if (reached) {
      reached.known = this.reading.position!.rows
      reached.checksum = this.reading.position!.checksum
      reached.filled = this.own.filled
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
        if (!together) ledger.accept(isMissing(one.row), one.row.future)
        if (!this.settled) reached?.pass(one)
      }
      at += batch.length
      this.taken += batch.length
      yield batch.map(({ row }) => row)
    }
  }

  /** The number of rows that more input would not change: all but those of the last time. */
  private steady(rows: readonly Kept[]): number {
    const known = rows.findLastIndex(({ row }) => !row.future)
    if (known < 0) return 0
    const last = rows[known]!.row.time
    return this.options.sort ? rows.findIndex(({ row }) => row.time === last) : known
  }

  /** Rows with those of the future marked, which the reading of the input cannot find out if they are not in order. */
  private marked(kept: readonly Kept[]): readonly Kept[] {
    const { ahead, sort } = this.options
    if (!ahead || !sort) return kept
    const latest = kept.findLast(({ row }) => !hasNoTarget(row))?.row.time ?? Number.NEGATIVE_INFINITY
    const rows = withFuture(
      kept.map(({ row }) => row),
      latest,
    )
    return kept.map(({ at }, i) => ({ at, row: rows[i]! }))
  }

  /**
   * The rows after those that an earlier reading had taken.
   *
   * @param same whether the rows that were read before are still the first ones of the input
   */
  private after(from: WholePosition, rows: readonly Kept[], same: boolean): readonly Kept[] {
    const { name, newest, sort } = this.options
    this.changed = !same
    if (!same && rows.every(({ row }) => row.time > from.latest)) {
      if (rows.length > 0)
        this.note = `${name} was replaced by one of later rows since the checkpoint: all of them are read`
      return rows
    }
    if (!sort) {
      if (same) return rows.filter(({ at }) => at >= from.place)
      this.other = new DataError(
        `${name}: expected the ${from.known} rows that were read before the checkpoint, got others; restore the file, or start again with --fresh`,
      )
      return []
    }
    let atLatest = 0
    const before = new WholePosition()
    const rest = rows.filter((one) => {
      const { time } = one.row
      const isLater = time > from.latest || (time === from.latest && ++atLatest > from.atLatest)
      if (!isLater) before.pass(one)
      return isLater
    })
    const alike = before.taken === from.taken && before.content === from.content
    if (newest === undefined ? !alike : !same) {
      this.changed = true
      const got = `${name}: the rows up to the last one taken before the checkpoint have changed since (${from.taken} then, ${before.taken} now)`
      this.note = `${got}: only later rows are read; to read all of them, start again with --fresh`
    } else this.changed = false
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

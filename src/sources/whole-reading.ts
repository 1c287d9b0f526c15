import type { DataError } from '../errors.ts'
import { isMissing } from '../series/is-missing.ts'
import { Ledger } from '../series/ledger.ts'
import type { Observation } from '../series/observation.ts'
import { NewestRows } from './newest-rows.ts'
import { PeriodRows, type Periods } from './period-rows.ts'
import type { Reading } from './source.ts'

/** Which rows of the whole input are read, and in which order. */
export interface WholeOptions {
  /** Sorts the rows by time; those with the same time stay in the order of the input. */
  readonly sort: boolean
  /** Number of the newest rows to keep of each series; all of them by default. */
  readonly newest?: number | undefined
  /** Puts the rows of each period together, in any order. */
  readonly periods?: Periods | undefined
  /** Observations in a batch, at most. */
  readonly maxBatch?: number | undefined
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
  private readonly reading: Reading
  private outOfOrder = 0
  private total = 0
  private taken = 0
  /** Number of rows that were put together. */
  private together = 0

  /** @param open opens the input, whose rows are counted in the given ledger */
  constructor(options: WholeOptions, ledger: Ledger, signal: AbortSignal, open: (ledger: Ledger) => Reading) {
    this.options = options
    this.ledger = ledger
    this.signal = signal
    this.own = new Ledger((reject) => ledger.reject(reject))
    this.reading = open(this.own)
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
    return [...(together > 0 ? [made] : []), ...(outOfOrder > 0 ? [sorted] : []), ...this.reading.warnings]
  }

  get failure(): DataError | undefined {
    return this.reading.failure
  }

  get batches(): AsyncIterable<Observation[]> {
    return this.read()
  }

  private async *read(): AsyncGenerator<Observation[]> {
    const { ledger, options, signal } = this
    const newest = new NewestRows(options)
    const together = options.periods && new PeriodRows(options.periods)
    for await (const batch of this.reading.batches) {
      for (const observation of batch) (together ?? newest).add(observation)
      this.countOthers()
      // The host writes the rejects.
      yield []
      if (signal.aborted) break
    }
    this.countOthers()
    if (together) {
      for (const observation of together.observations()) newest.add(observation)
      this.together = together.count
      // The account is one of rows, not of what was made of them.
      ledger.accepted += this.own.accepted
      ledger.imputed += this.own.imputed
      ledger.filled += together.filled
    }
    const rows = newest.take()
    ledger.leaveOut('newest', newest.dropped)
    this.outOfOrder = newest.outOfOrder
    this.total = rows.length
    const size = Math.min(options.maxBatch ?? usualBatch, usualBatch)
    for (let from = 0; from < rows.length && !signal.aborted; from += size) {
      const batch = rows.slice(from, from + size)
      if (!together) for (const observation of batch) ledger.accept(isMissing(observation))
      this.taken += batch.length
      yield batch
    }
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

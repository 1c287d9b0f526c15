import type { SeriesSummary } from '../operators/stateful.ts'
import type { Ledger } from '../series/ledger.ts'
import type { Observation } from '../series/observation.ts'

/** A saved state and its key, such as `series/Seattle` or `shard/3`. */
export type SavedState = readonly [key: string, state: Uint8Array]

/** What a partition passes on, in the order of the rows that brought it about. */
export interface Receiver<R> {
  /** Counts rows that are rejected, skipped or filled in. */
  readonly ledger: Ledger
  /** Called with each forecast; `inside` is valid until it returns. */
  forecast(forecast: R): void
}

/**
 * The series of some shards in one place: this thread, other threads, or another machine. It does not know of other
 * series. States and rows go in, forecasts and states come out; when states are kept, and which series are here, is
 * decided by its owner.
 */
export interface Partition {
  /**
   * Takes rows in order and passes on what they bring about. A series begins with its first row. Yields when others may
   * have a turn; everything was passed on when it returns.
   *
   * @param states of series and shards that are not here, to be brought back before the rows
   */
  take(rows: readonly Observation[], states?: readonly SavedState[]): AsyncGenerator<void, void, void>
  /** At the end of the input: passes on what was held back, series by series in the order of `keys`. */
  flush(keys: readonly string[]): Promise<void>
  /** The states of series and shards, by keys such as `series/Seattle`. */
  save(keys: readonly string[]): Promise<readonly Uint8Array[]>
  /** The states of series, which are then no longer here. */
  release(keys: readonly string[]): Promise<readonly Uint8Array[]>
  /** What was found out about the series that are here. */
  summaries(): Promise<ReadonlyMap<string, SeriesSummary>>
  close(): Promise<void>
}

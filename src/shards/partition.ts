import type { SeriesSummary } from '../operators/stateful.ts'
import type { ForecastData } from '../series/forecast.ts'
import { keyText } from '../series/key-text.ts'
import type { Ledger } from '../series/ledger.ts'
import type { Observation } from '../series/observation.ts'

/** A series by its key, or a shard by its number. */
export type StateId = { readonly series: readonly string[] } | { readonly shard: number }

/** The key that a state is saved under, such as `series/Seattle` or `shard/3`. */
export const stateKey = (id: StateId): string => ('shard' in id ? `shard/${id.shard}` : `series/${keyText(id.series)}`)

/** A saved state and whose it is. */
export interface SavedState {
  readonly id: StateId
  readonly bytes: Uint8Array
}

/** What a partition passes on, in the order of the rows that brought it about. */
export interface Receiver<R> {
  /** Counts rows that are rejected, skipped or filled in. */
  readonly ledger: Ledger
  /** Called with each forecast; `inside` is valid until it returns. */
  forecast(forecast: R): void
  /** Called with the milliseconds that each row took. */
  readonly step?: ((ms: number) => void) | undefined
  /** Whether the inside of the forecasts of a series is read. Default: that of none is. */
  readonly wantsInside?: ((key: readonly string[]) => boolean) | undefined
}

/** What was found out about a series, and its last forecast. */
export interface SeriesReport extends SeriesSummary {
  readonly last: ForecastData | undefined
}

/**
 * The series of some shards in one place: this thread, other threads, or another machine. It does not know of other
 * series. States and rows go in, forecasts and states come out; when states are saved, and which series are here, is
 * decided by its owner.
 */
export interface Partition {
  /**
   * Brings back what is not here, then takes rows in order and passes on what they bring about. A series begins with its
   * first row, a shard with that of its first series. Yields when others may have a turn; everything was passed on when
   * it returns.
   */
  take(rows: Iterable<Observation>, states?: readonly SavedState[]): AsyncGenerator<void, void, void>
  /** At the end of the input: passes on what these series have held back, one after the other. */
  flush(series: readonly (readonly string[])[], states?: readonly SavedState[]): Promise<void>
  /** The states of series and shards that are here, one after the other. */
  save(ids: readonly StateId[]): AsyncGenerator<Uint8Array, void, void>
  /** Forgets series. */
  drop(series: readonly (readonly string[])[]): Promise<void>
  /** What was found out about these series, which are here. */
  report(series: readonly (readonly string[])[]): Promise<readonly SeriesReport[]>
  /** Of these series, those that cannot be dropped yet: their shard has still to learn from their last row. */
  busy(series: readonly (readonly string[])[]): Promise<readonly (readonly string[])[]>
  close(): Promise<void>
}

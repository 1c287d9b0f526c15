import type { Written } from '../checkpoint/checkpoints.ts'
import type { RunSummary } from '../recording/run-facts.ts'
import type { KeyedMark } from '../recording/wire.ts'
import type { SeriesEvent } from '../series/event.ts'
import type { Ledger, RowCounts } from '../series/ledger.ts'
import type { Scored } from '../series/scored.ts'
import type { DeliveryFacts } from '../sinks/sink.ts'
import type { KeyedPiece } from '../state/piece.ts'

/** How the delivery of a sink goes. */
export interface SinkDelivery extends DeliveryFacts {
  /** Id of the sink. */
  readonly sink: string
}

/** Watches a run, as a dashboard does: gets each forecast as soon as it is made; the run does not wait for it. */
export interface Onlooker {
  /**
   * Called once before the first row, with the account of rows, which may be read and listened to at any time.
   *
   * @param deliveries how the deliveries to services go now
   */
  begin?(ledger: Ledger, deliveries?: () => readonly SinkDelivery[]): void
  write(batch: readonly Scored[]): void
  note(mark: KeyedMark): void
  /** Whether it reads the inside state of a series; absent if it reads that of none. */
  wantsInside?(key: readonly string[]): boolean
  /**
   * Called with an event that belongs to no forecast: a series without rows has become stale, or its rows have come
   * again. All others are in the `events` of their forecasts.
   */
  happened?(event: SeriesEvent): void
  /** Called with why the connection of a live source was lost, and with undefined when it works. */
  linked?(lost: string | undefined): void
  /** Called with the milliseconds that each row took, if the operators were joined by `chain`. */
  step?(ms: number): void
  progress(fraction: number | null, rows: RowCounts | null): void
  end(summary: RunSummary): void
  fail(error: Error): void
  /** Called with each checkpoint that was written, or with the reason for which one could not be. */
  checkpointed?(written: Written | Error): void
  /** What it has recorded, to be saved with the run and restored before its first row. */
  pieces?(): Iterable<KeyedPiece>
}

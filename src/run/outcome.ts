import type { DataError } from '../errors.ts'
import type { KnownWorth } from '../series/known-worth.ts'
import type { RowCounts } from '../series/ledger.ts'
import type { KeyedScores, Scored, Scores } from '../series/scored.ts'

/** How a run went on from a checkpoint. */
export interface WentOn {
  /** Rows that the checkpoint covered, without those that were skipped. */
  readonly after: number
  /** Likewise those that were added since the run before it ended; undefined if it did not end. */
  readonly added: number | undefined
}

/** The result of a run. */
export interface Outcome {
  readonly name: string
  /** The input, as the user wrote it. */
  readonly source: string
  /** Names of the channels. */
  readonly series: readonly string[]
  /** Names of the columns that tell the series apart; empty if there is only one series. */
  readonly by: readonly string[]
  readonly cadence: string | undefined
  /** In steps. */
  readonly season: number | undefined
  readonly rows: RowCounts
  /** Over all series without their total; undefined if nothing was forecast. */
  readonly scores: Scores | undefined
  /** The scores of each series, in the order of their first rows; empty without `by`. */
  readonly keyed: readonly KeyedScores[]
  /** The scores of the total of all series; undefined if it was not forecast. */
  readonly total?: KeyedScores | undefined
  /** Names of the columns known ahead; empty if there are none. */
  readonly known: readonly string[]
  /** What they were worth, by channel and group of leads, over all series without their total. */
  readonly worth: readonly KnownWorth[]
  /** What comes next: the last forecast of each series, in the order of their first ones. */
  readonly next: readonly Scored[]
  /** Steps added because the pipeline left them out, with their arguments. */
  readonly added: readonly string[]
  /** The choices that were made, with reasons, and the weights of the experts at the end, one line each. */
  readonly notes: readonly string[]
  /** What was taken as given and cannot be checked, a sentence each. */
  readonly assumptions?: readonly string[] | undefined
  /** What may not be as intended: many rows lost, a time zone assumed. */
  readonly warnings: readonly string[]
  /** Files written, as the user wrote them. */
  readonly outputs: readonly string[]
  /** How it went on from a checkpoint; undefined if it did not. */
  readonly wentOn?: WentOn | undefined
  /** True if it was stopped before the input ended. */
  readonly stopped: boolean
  /**
   * Why reading ended before the end of the input, or for which service messages wait in the checkpoint; undefined if
   * neither is so. Forecasts of the rows read until then are written.
   */
  readonly failure: DataError | undefined
}

import type { OperatorFunction } from 'rxjs'
import type { CheckpointOptions } from '../checkpoint/checkpoints.ts'
import type { Json } from '../checkpoint/what-differs.ts'
import type { SeriesOptions } from '../operators/series-set.ts'
import type { Operator } from '../operators/stateful.ts'
import type { Forecast } from '../series/forecast.ts'
import type { Ledger } from '../series/ledger.ts'
import type { Limit } from '../series/limit.ts'
import type { Observation } from '../series/observation.ts'
import type { Scored } from '../series/scored.ts'
import type { Partition, Receiver } from '../shards/partition.ts'
import type { SinkRecipe } from '../sinks/sink.ts'
import type { SourceRecipe } from '../sources/source.ts'
import type { Holidays } from '../time/holiday-days.ts'
import type { TotalSteps } from './total-stage.ts'

/** The source, operators and sinks of a run. Made from a pipeline file, or written in code. */
export interface Plan {
  /** Title of the run. */
  readonly name: string
  readonly source: SourceRecipe
  /**
   * Makes the operators from observations to scored forecasts; they emit synchronously. The argument is the ledger in
   * which the source counts its rows, for `inOrder` and `fillGaps`, which reject some of them.
   */
  readonly operators: (ledger: Ledger) => OperatorFunction<Observation, Scored>
  /** Counts the rows. Default: a new one. Pass your own to listen to it. */
  readonly ledger?: Ledger
  /** Opened when the run begins. */
  readonly sinks: readonly SinkRecipe[]
  /** Folder that paths are relative to; the working directory by default. */
  readonly folder?: string
  /** Puts values into a path or an address before it is opened; messages show it as it was written. */
  readonly expand?: ((path: string) => string) | undefined
  /** Puts the names of those values back into a text that is to be shown. */
  readonly hide?: ((text: string) => string) | undefined
  /** Whether rows arrive as they occur, so that files are appended to. */
  readonly live?: boolean | undefined
  /**
   * Whether another run, here or elsewhere, always goes on when this one is cancelled, and none ever ends: nothing is
   * kept for a result, and no series becomes stale by a clock that the next run would read differently.
   */
  readonly endless?: boolean | undefined
  /** Whether what earlier runs have left is replaced: the outputs of a live run, and what the store holds. */
  readonly fresh?: boolean | undefined
  /** Saves the run from time to time, and goes on from what the store holds. */
  readonly checkpoint?: CheckpointOptions | undefined
  /** What the state depends on, as JSON: a run goes on from a checkpoint only if it has not changed. */
  readonly settings?: Json | undefined
  /** How several series are kept. */
  readonly series?: SeriesOptions | undefined
  /** Series in memory at once; the others wait in the store of `checkpoint`. Default: all. */
  readonly maxActive?: number | undefined
  /** Where several series are forecast. Default: in this thread. */
  readonly partition?: (<R extends Forecast>(receiver: Receiver<R>) => Partition) | undefined
  /** Forecasts the total of all series too: the steps of each up to its forecasts, and those that follow. */
  readonly total?:
    | {
        readonly forecasts: (ledger: Ledger) => Operator<Observation, Forecast>
        readonly steps: (ledger: Ledger) => TotalSteps
      }
    | undefined
  /** Whether to stop at the first row that cannot be used. */
  readonly strict?: boolean
  /** Whether rows of the same time are put together. */
  readonly merges?: boolean | undefined
  readonly cadence?: string | undefined
  /** Names of the columns known ahead. Default: those of the source. */
  readonly known?: readonly string[] | undefined
  /** Names of the channels of the forecasts, such as those of outcomes. Default: the targets of the source. */
  readonly channels?: readonly string[] | undefined
  /** The limits that its alerts watch the targets for passing. */
  readonly limits?: readonly Limit[] | undefined
  /** The public holidays that the forecasts know of, for the report. */
  readonly holidays?: Holidays | undefined
  /** In steps. */
  readonly season?: number | undefined
  /** Steps added because the pipeline left them out, with their arguments. */
  readonly added?: readonly string[]
  /** The choices that were made, with reasons, one line each. */
  readonly notes?: readonly string[]
  /** What is taken as given and cannot be checked, a sentence each. */
  readonly assumptions?: readonly string[] | undefined
  /** What may not be as intended; told when the run begins. */
  readonly warnings?: readonly string[]
}

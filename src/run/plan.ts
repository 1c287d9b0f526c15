import type { OperatorFunction } from 'rxjs'
import type { Ledger } from '../series/ledger.ts'
import type { Observation } from '../series/observation.ts'
import type { Scored } from '../series/scored.ts'
import type { SinkRecipe } from '../sinks/sink.ts'
import type { SourceRecipe } from '../sources/source.ts'

/** All that a run needs, ready to be opened. A pipeline file becomes one; code can write one directly. */
export interface Plan {
  /** What to call the run. */
  readonly name: string
  readonly source: SourceRecipe
  /**
   * From observations to scored forecasts, synchronously. They are given the account that the source books its rows in, for `inOrder` and `fillGaps`,
   * which reject some of them.
   */
  readonly operators: (ledger: Ledger) => OperatorFunction<Observation, Scored>
  /** The account of rows. Default: a new one. One of your own can be listened to. */
  readonly ledger?: Ledger
  /** Opened when the run begins. */
  readonly sinks: readonly SinkRecipe[]
  /** Folder that relative paths count from; the working directory by default. */
  readonly folder?: string
  /** Stop at the first row that cannot be used. */
  readonly strict?: boolean
  readonly cadence?: string | undefined
  /** In steps. */
  readonly season?: number | undefined
  /** Steps put in because the pipeline left them out, with their arguments. */
  readonly added?: readonly string[]
  /** What was chosen and why, line by line. */
  readonly notes?: readonly string[]
}

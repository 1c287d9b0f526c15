import type { OperatorFunction } from 'rxjs'
import type { Ledger } from '../series/ledger.ts'
import type { Observation } from '../series/observation.ts'
import type { Scored } from '../series/scored.ts'
import type { Sink, SinkPlace } from '../sinks/sink.ts'
import type { Source, SourcePlace } from '../sources/source.ts'

/** A function that makes a source; nothing is opened yet. */
export type SourceRecipe = (place: SourcePlace) => Source

/** A function that opens a sink. */
export type SinkRecipe = (place: SinkPlace) => Sink | Promise<Sink>

/** All that a run needs, ready to be opened: what a pipeline file comes down to, and what may as well be written in code. */
export interface Plan {
  /** What to call the run. */
  readonly name: string
  readonly source: SourceRecipe
  /**
   * From observations to scored forecasts; synchronous, as all operators here are. They are handed the account that the source books its rows in: `inOrder` and `fillGaps` turn some of them down again.
   */
  readonly operators: (ledger: Ledger) => OperatorFunction<Observation, Scored>
  /** The account; a new one where it is left out. One of your own can be listened to. */
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

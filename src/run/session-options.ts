import type { OperatorFunction } from 'rxjs'
import type { SeriesOptions } from '../operators/series-set.ts'
import type { KeyedMark } from '../recording/wire.ts'
import type { Ledger } from '../series/ledger.ts'
import type { Observation } from '../series/observation.ts'
import type { Receiver } from '../shards/partition.ts'
import type { Revive } from './last-forecasts.ts'
import type { RowsOfInput } from './lost-rows.ts'
import type { KeptSeries } from './series-flow.ts'

/** Options of a session. */
export interface SessionOptions<R> extends RowsOfInput {
  /** Name of the input in messages, such as the path of a file. */
  readonly input: string
  /** Makes the operators from observations to forecasts, given the ledger in which the source counts its rows. */
  readonly operators: (ledger: Ledger) => OperatorFunction<Observation, R>
  /**
   * Names of the columns that tell the series apart: each key has operators of its own. Default: none, one series for
   * all rows.
   */
  readonly by?: readonly string[] | undefined
  /** How the series of several keys are kept. */
  readonly series?: SeriesOptions | undefined
  /** Keeps them outside the session, which then has no `operator`. Default: inside, all of them in memory. */
  readonly many?: ((receiver: Receiver<R>) => KeptSeries) | undefined
  /** Names of the channels, for messages. */
  readonly targets?: readonly string[] | undefined
  /** Counts the rows. Default: a new one. */
  readonly ledger?: Ledger | undefined
  /** Whether it never ends: nothing is then kept for its result. */
  readonly endless?: boolean | undefined
  /** Ends the session at the first row that cannot be used. */
  readonly strict?: boolean | undefined
  /** Aborted by the host to stop reading. */
  readonly stop?: AbortSignal | undefined
  /** The choices made before the first row, with reasons, one line each. */
  readonly notes?: readonly string[] | undefined
  /** Called with each forecast as soon as it is made, while `inside` are valid. */
  readonly onForecast?: ((forecast: R) => void) | undefined
  /** Makes a forecast again that was made before a restore, for `Ending.next`. Default: it is left out. */
  readonly revive?: Revive<R> | undefined
  /** Called with a mark for each rejected row, after the first observation that follows it. */
  readonly onMark?: ((mark: KeyedMark) => void) | undefined
  /** Whether the inside of the forecasts of a series is read, by what `onForecast` calls. Default: that of none is. */
  readonly wantsInside?: ((key: readonly string[]) => boolean) | undefined
  /** Called with the milliseconds that an observation took: learning, forecasting and `onForecast`. */
  readonly onStep?: ((ms: number) => void) | undefined
}

import type { OperatorFunction } from 'rxjs'
import type { z } from 'zod/mini'
import type { ForecasterOptions } from './defaults/options.ts'
import type { OutcomeForecasterOptions } from './outcomes/outcome-forecaster-options.ts'
import type { Ledger } from './series/ledger.ts'
import type { Limit } from './series/limit.ts'
import type { Observation } from './series/observation.ts'
import type { OutcomeChannels } from './series/outcome-channels.ts'
import type { Scores } from './series/scored.ts'
import type { Holidays } from './time/holiday-days.ts'
import type { ArgumentProblem } from './words/issues.ts'

/** The type of the values between two operators. */
export type Stage = 'Observation' | 'Scaled' | 'Lookback' | 'Forecast' | 'Scored'

/** Settings of a pipeline, used as defaults by its words. */
export interface Context {
  /** Names of the channels. */
  readonly targets: readonly string[]
  readonly covariates: readonly string[]
  /** The words of the columns whose values are their positions; absent if there are none. */
  readonly classes?: Readonly<Record<string, readonly string[]>> | undefined
  /** Names of the columns whose values are known ahead; absent if there are none. */
  readonly known?: readonly string[]
  /** Public holidays, if they are the last of these columns. */
  readonly holidays?: Holidays
  /** Names of the forecasters elsewhere whose forecasts are in the rows; absent if there are none. */
  readonly offered?: readonly string[]
  /** Such as `1d`, `1h`, `1mo`, `1bd` (business day); absent while unknown. */
  readonly cadence?: string
  /** Lengths of the seasons in steps, the primary one first; absent if none is stated. */
  readonly seasons?: readonly number[]
  readonly seed: number
}

/** The names of what is read. */
export type Names = Pick<Context, 'targets' | 'covariates' | 'classes'>

/** The names of the channels that a step receives, and whether they are outcomes. */
export interface ChannelNames extends Names {
  readonly outcomes?: boolean | undefined
}

/** A word of the pipeline file. Types, the JSON Schema, `rxcast list` and the documentation come from its schema. */
export interface Word {
  /** As written in code and in YAML. */
  readonly name: string
  /** One sentence: what it does. */
  readonly summary: string
  /** Its argument: a strict zod schema that describes each option and holds its default. */
  readonly argument: z.ZodMiniType
  /** An example of the argument, as written in YAML. */
  readonly example: unknown
}

/** Which forecasts a step scores, and in which unit. */
export interface Scoring {
  readonly from?: Scores['from']
  /** The number of first observations whose standard deviation is the unit. */
  readonly standardizeBy?: number | undefined
}

/**
 * Position at which a step is added to a pipeline without it: at the start; after that if the cadence is known, with
 * the cadence as its argument; or at the end of steps that emit what it accepts, with this argument or its defaults.
 */
export type Added = { readonly at: 'start' | 'cadence' } | { readonly at: 'end'; readonly argument?: unknown }

/** A word under `steps`. */
export interface StepWord extends Word {
  readonly accepts: Stage
  readonly emits: Stage
  /** True if it also accepts Scaled, and emits values of the type it receives. */
  readonly keeps?: true
  /** Position at which it is added to a pipeline without it; undefined if it never is. */
  readonly added?: Added
  /** The cadence that it sets for its observations, from its argument. */
  // biome-ignore lint/suspicious/noExplicitAny: see `build`.
  cadence?(argument: any): string
  /** Its defaults and their reasons, one for each line. */
  // biome-ignore lint/suspicious/noExplicitAny: see `build`.
  explain?(argument: any, context: Context): readonly string[]
  /**
   * The options of its forecaster, whose experts `rxcast compare` compares; `first` is the first observation, if there
   * is one yet.
   */
  // biome-ignore lint/suspicious/noExplicitAny: see `build`.
  forecaster?(argument: any, context: Context, first?: Observation): ForecasterOptions
  /** The same of a forecaster of outcomes; undefined if it forecasts values. */
  // biome-ignore lint/suspicious/noExplicitAny: see `build`.
  outcomes?(argument: any, context: Context, first?: Observation): OutcomeForecasterOptions | undefined
  /** The operator that tells its forecaster what is known ahead. */
  // biome-ignore lint/suspicious/noExplicitAny: see `build`.
  ahead?(argument: any, context: Context): OperatorFunction<Observation, Observation>
  /** The channels of its forecasts if they are outcomes; undefined if they are the targets. */
  // biome-ignore lint/suspicious/noExplicitAny: see `build`.
  channels?(argument: any, names: Names): OutcomeChannels | undefined
  /** The leads of its forecasts, rising; undefined if they depend on the cadence and it is not known. */
  // biome-ignore lint/suspicious/noExplicitAny: see `build`.
  leads?(argument: any, cadence: string | undefined): readonly number[] | undefined
  /** Why it cannot follow forecasts of outcomes; absent if it can. */
  readonly noOutcomes?: string | undefined
  /**
   * Problems of its argument that depend on the names of the columns, or on the cadence and the seasons if they are
   * stated; their paths are within the argument.
   */
  // biome-ignore lint/suspicious/noExplicitAny: see `build`.
  check?(argument: any, names: ChannelNames, stated?: Pick<Context, 'cadence' | 'seasons'>): readonly ArgumentProblem[]
  /** Which forecasts it scores, and in which unit. */
  // biome-ignore lint/suspicious/noExplicitAny: see `build`.
  scoring?(argument: any): Scoring
  /** The limits that it watches the targets for passing, which the page draws. */
  // biome-ignore lint/suspicious/noExplicitAny: see `build`.
  limits?(argument: any, targets: readonly string[]): readonly Limit[]
  // biome-ignore lint/suspicious/noExplicitAny: the table holds operators of every type; `accepts` and `emits` are checked when a pipeline is loaded.
  build(argument: any, context: Context, ledger: Ledger): OperatorFunction<any, any>
}

import type { OperatorFunction } from 'rxjs'
import type { z } from 'zod/mini'
import type { Ledger } from './series/ledger.ts'

/** What flows between two operators. */
export type Stage = 'Observation' | 'Scaled' | 'Lookback' | 'Forecast' | 'Scored'

/** What a pipeline knows that a single operator does not: the words fall back on it for their defaults. */
export interface Context {
  /** Names of the channels. */
  readonly targets: readonly string[]
  readonly covariates: readonly string[]
  /** Such as `1d`, `1h`, `1mo`, `1bd` (business day); absent while it is not known. */
  readonly cadence?: string
  /** Length of the season in steps; absent where there is none. */
  readonly season?: number
  readonly seed: number
  readonly ledger: Ledger
}

/** A word of the pipeline file. Types, the JSON Schema, `rxcast list` and the documentation come from its schema. */
export interface Word {
  /** As written in code and in YAML. */
  readonly name: string
  /** One sentence: what it does. */
  readonly summary: string
  /** Its argument: a strict zod schema that describes each option and holds its default. */
  readonly argument: z.ZodMiniType
  /** An argument worth copying, as it would stand in YAML. */
  readonly example: unknown
}

/** A word that stands under `steps`. */
export interface StepWord extends Word {
  readonly accepts: Stage
  readonly emits: Stage
  /** True where it also takes Scaled, and leaves it that. */
  readonly keeps?: true
  // biome-ignore lint/suspicious/noExplicitAny: the table holds operators of every type; `accepts` and `emits` are checked when a pipeline is loaded.
  build(argument: any, context: Context): OperatorFunction<any, any>
}

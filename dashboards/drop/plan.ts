import type { Mark, Run, Status } from '../../src/recording/wire.ts'
import type { Reject } from '../../src/series/reject.ts'
import type { CsvOptions } from '../../src/sources/csv-text.ts'
import type { DecodedFrame } from '../run/run-store.ts'

/** What to do with a dropped file: the same words as a pipeline file has. */
export interface Plan {
  /** Of the source `csv`; its path is the file's name. */
  readonly csv: CsvOptions & { readonly target: readonly string[]; readonly covariates: readonly string[] }
  /** Undefined where the steps are irregular. */
  readonly cadence: string | undefined
  /** Steps, a duration such as `1y`, or `none`; undefined where the forecaster is to choose. */
  readonly season: number | string | undefined
  readonly horizon: number
  /** Undefined where the forecaster is to choose. */
  readonly scale: 'linear' | 'log' | undefined
  readonly seed: number
}

/** What the page says to its worker: what to do, once, and perhaps to stop: what was read is forecast. */
export type Order = { readonly file: Blob; readonly plan: Plan } | 'stop'

/** What the worker says to the page, in the words of the wire. */
export type Report =
  | { readonly kind: 'run'; readonly run: Run }
  | { readonly kind: 'frame'; readonly frame: DecodedFrame }
  | { readonly kind: 'marks'; readonly marks: readonly Mark[] }
  | { readonly kind: 'status'; readonly status: Status }
  /** The plan itself is wrong. */
  | { readonly kind: 'refused'; readonly problem: string }
  /** It is over: what the csv sink and its file of rejects would hold, to the byte; undefined where they would not be there. */
  | {
      readonly kind: 'over'
      readonly forecasts: Blob | undefined
      readonly rejects: Rejects | undefined
      /** What may not be as it was meant. */
      readonly warnings: readonly string[]
    }

/** The rows that were not used. */
export interface Rejects {
  readonly count: number
  /** The first of them, to show. */
  readonly first: readonly Reject[]
  /** All of them, one JSON object a line. */
  readonly ndjson: Blob
}

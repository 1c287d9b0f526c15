import type { DecodedFrame, Mark, Run, Status } from '../../src/recording/wire.ts'
import type { Reject } from '../../src/series/reject.ts'
import type { CsvOptions } from '../../src/sources/csv-text.ts'

/** How to forecast a dropped file, in terms of a pipeline file. */
export interface ForecastSettings {
  /** Options of the source `csv`; the path is the file's name. */
  readonly csv: CsvOptions & { readonly target: readonly string[]; readonly covariates: readonly string[] }
  /** Undefined if the steps are irregular. */
  readonly cadence: string | undefined
  /** Steps, a duration such as `1y`, or `none`; chosen by the forecaster if undefined. */
  readonly season: number | string | undefined
  readonly horizon: number
  /** Chosen by the forecaster if undefined. */
  readonly scale: 'linear' | 'log' | undefined
  readonly seed: number
}

/** Messages from the page to its worker: the file to forecast, once, and to stop reading it. */
export type ToWorker = { readonly file: Blob; readonly settings: ForecastSettings } | 'stop'

/** Messages from the worker to the page. */
export type FromWorker =
  | { readonly kind: 'run'; readonly run: Run }
  | { readonly kind: 'frame'; readonly frame: DecodedFrame }
  | { readonly kind: 'marks'; readonly marks: readonly Mark[] }
  | { readonly kind: 'status'; readonly status: Status }
  /** The settings are invalid. */
  | { readonly kind: 'refused'; readonly problem: string }
  /**
   * The run has ended. The blobs equal the files of the csv sink and its rejects; undefined if there is nothing to
   * write.
   */
  | {
      readonly kind: 'ended'
      readonly forecasts: Blob | undefined
      readonly rejects: Rejects | undefined
      /** What may not be as intended. */
      readonly warnings: readonly string[]
    }

/** The rows that were not used. */
export interface Rejects {
  readonly count: number
  /** The first of them, to show. */
  readonly first: readonly Reject[]
  /** All of them, a JSON object per line. */
  readonly ndjson: Blob
}

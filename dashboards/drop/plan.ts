import type { Mark, Run, Status } from '../../src/server/wire.ts'
import type { DecodedFrame } from '../run-store.ts'

/** What to do with a dropped file: the same words as a pipeline file has. */
export interface Plan {
  readonly name: string
  readonly delimiter: string
  readonly decimal: '.' | ','
  readonly clock: 'iso' | 's' | 'ms'
  readonly time: string
  readonly targets: readonly string[]
  readonly covariates: readonly string[]
  /** Undefined where the steps are irregular. */
  readonly cadence: string | undefined
  /** Steps, a duration such as `1y`, or `none`; undefined where the forecaster is to choose. */
  readonly season: number | string | undefined
  readonly horizon: number
  /** Undefined where the forecaster is to choose. */
  readonly scale: 'linear' | 'log' | undefined
  readonly seed: number
}

/** What the page says to its worker, once. */
export interface Order {
  readonly file: Blob
  readonly plan: Plan
}

/** What the worker says to the page, in the words of the wire. */
export type Report =
  | { readonly kind: 'run'; readonly run: Run }
  | { readonly kind: 'frame'; readonly frame: DecodedFrame }
  | { readonly kind: 'marks'; readonly marks: readonly Mark[] }
  | { readonly kind: 'status'; readonly status: Status }
  /** The plan itself is wrong. */
  | { readonly kind: 'refused'; readonly problem: string }
  /** The forecasts, in the form and to the byte of the csv sink. */
  | { readonly kind: 'forecasts'; readonly csv: Blob }

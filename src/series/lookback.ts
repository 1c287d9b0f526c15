import type { Scaled } from './scale.ts'

/** The last rows up to and with this one, oldest first. */
export interface Lookback extends Scaled {
  /** Number of rows in the window. */
  readonly length: number
  /** Numbers in a row: the channels' scaled values, then the covariates. */
  readonly width: number
  /** Shape [length × width], row-major. A view: never written to again once emitted. */
  readonly window: Float64Array
}

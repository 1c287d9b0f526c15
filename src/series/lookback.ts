import type { Scaled } from './scale.ts'

/** A window of the last rows, including this one, oldest first. */
export interface Lookback extends Scaled {
  /** Number of rows in the window. */
  readonly length: number
  /** Numbers in a row: the channels' scaled values, then the covariates. */
  readonly width: number
  /** Shape [length × width], row-major. A view that does not change after it was emitted. */
  readonly window: Float64Array
}

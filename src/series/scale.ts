import type { Observation } from './observation.ts'

/** The affine map of scaled values: value = center + spread × scaled. Immutable; one entry a channel. */
export interface Scale {
  /** In units of the data. */
  readonly center: ArrayLike<number>
  /** In units of the data; always positive and finite. */
  readonly spread: ArrayLike<number>
}

/** An observation whose values are in units of its scale. Its forecasts are converted back with the same scale. */
export interface Scaled extends Observation {
  readonly scale: Scale
  /** The original observation, in units of the data. */
  readonly unscaled: Observation
}

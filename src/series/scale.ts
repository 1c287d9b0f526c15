import type { Observation } from './observation.ts'

/** The affine map a value went through: value = center + spread × scaled. Immutable; one entry a channel. */
export interface Scale {
  /** In the user's units. */
  readonly center: ArrayLike<number>
  /** In the user's units; always positive and finite. */
  readonly spread: ArrayLike<number>
}

/** An observation whose values are in units of its scale. Forecasts made from it are turned back with the same scale. */
export interface Scaled extends Observation {
  readonly scale: Scale
  /** The observation as it came, in the user's units. */
  readonly unscaled: Observation
}

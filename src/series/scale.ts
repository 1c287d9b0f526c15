import type { Observation } from './observation.ts'

/** The affine map of scaled values: value = center + spread × scaled. Immutable; one entry a channel. */
export interface Scale {
  /** In units of the data. */
  readonly center: ArrayLike<number>
  /** In units of the data; always positive and finite. */
  readonly spread: ArrayLike<number>
  /**
   * 1 for a value in doubt, whose scaled value is missing: it may be a spike, or of another unit or level; 2 if that is
   * more likely. Absent if none is in doubt.
   */
  readonly doubts?: ArrayLike<number> | undefined
  /** Channels whose unit or level was found to have changed as of this observation; usually absent. */
  readonly changed?: readonly number[] | undefined
}

/** An observation whose values are in units of its scale. Its forecasts are converted back with the same scale. */
export interface Scaled extends Observation {
  readonly scale: Scale
  /** The original observation, in units of the data. */
  readonly unscaled: Observation
}

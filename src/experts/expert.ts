/** What an expert is shown at each step: numbers on the scale it works on (log where the forecaster says so). */
export interface Step {
  /** Milliseconds since 1970, for calendar features. */
  readonly time: number
  /** One value a channel. Where a value is missing this is the last one known, and `missing[channel]` is 1. */
  readonly values: Float64Array
  readonly missing: Uint8Array
  /** One value a covariate; a missing one is the last known. */
  readonly covariates: Float64Array
}

/**
 * A forecaster of all leads at once, learning as it goes. At observation t the forecaster calls `learn` with it, then `forecast`.
 * Laws (tested over every expert): `forecast` is pure and deterministic; nothing depends on what comes later; snapshot, restore and
 * continue equals never stopping; a constant series stays finite.
 */
export interface Expert {
  readonly name: string
  /** Takes in observation t: first learns from the targets that have now arrived, then moves to origin t. */
  learn(step: Step): void
  /** Writes the forecasts made at the last origin into `out`, shape [channels × leads], channel-major. */
  forecast(out: Float64Array): void
  /** All state, as plain numbers, typed arrays and nested records of them. */
  snapshot(): Snapshot
  /** Takes over a state; throws DataError where it does not fit. */
  restore(state: Snapshot): void
}

/** A tree of numbers and typed arrays: everything a restart needs. */
export interface Snapshot {
  readonly [name: string]: number | string | Float64Array | Float32Array | Uint8Array | Snapshot | readonly Snapshot[]
}

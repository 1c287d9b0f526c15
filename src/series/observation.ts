import type { Place } from './place.ts'

/** What an observation was read from, for messages if it is rejected later. */
export interface Row {
  readonly place: Place
  /** The cells as text in their order, or the text of a row that has no cells. */
  readonly raw: readonly string[] | string
}

/** What was seen at one time: the numbers to forecast, and what else was known then. */
export interface Observation {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly time: number
  /** One value a channel (target), in the user's units; NaN is missing. */
  readonly values: ArrayLike<number>
  /** One value a covariate, known at `time` and not before; NaN is missing. Default: none. */
  readonly covariates?: ArrayLike<number> | undefined
  /** The text it was read from; absent on rows that `fillGaps` put in, and on data that never was text. */
  readonly row?: Row | undefined
  /** Time from one observation to the next, such as `1d`; set by `fillGaps`, so that the words after it need not be told. */
  readonly cadence?: string | undefined
  /** True on the first observation after a gap too long to fill: what is remembered of the steps before is stale. */
  readonly restart?: boolean | undefined
}

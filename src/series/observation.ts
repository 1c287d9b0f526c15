import type { Place } from './place.ts'

/** The row that an observation was read from, for messages if it is rejected later. */
export interface Row {
  readonly place: Place
  /** The cells as text in their order, or the text of a row that has no cells. */
  readonly raw: readonly string[] | string
}

/** The values to forecast at one time, and the covariates known then. */
export interface Observation {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly time: number
  /** One value a channel (target), in units of the data; NaN is missing. */
  readonly values: ArrayLike<number>
  /** One value a covariate, known at `time` and not before; NaN is missing. Default: none. */
  readonly covariates?: ArrayLike<number> | undefined
  /** Values of the columns that are known ahead at `time`, one each; NaN is unknown. Default: none. */
  readonly known?: ArrayLike<number> | undefined
  /**
   * When its known values were issued, in milliseconds since 1970. Absent if they were known from the first row on, or,
   * of a `live` one, from when they came.
   */
  readonly issued?: number | undefined
  /**
   * Forecasts of its values that were made elsewhere before, shape [forecasters × channels × (1 + leads)]: the first of
   * a channel was made at `issued`, the others 1, 2, … steps before `time`; NaN if there is none. Default: none.
   */
  readonly elsewhere?: ArrayLike<number> | undefined
  /** True if its values lie in the future: it only tells what is known ahead, and is not an observation. */
  readonly future?: boolean | undefined
  /** True if it came as it occurred: it is forecast from at once, with what had come before. */
  readonly live?: boolean | undefined
  /**
   * What is known at `time` of the columns known ahead: at `time`, then at the target of each lead, shape
   * [(1 + leads) × columns]; NaN is unknown. `forecast` makes it from `known`.
   */
  readonly ahead?: ArrayLike<number> | undefined
  /**
   * Forecasts made elsewhere by `time`, shape [forecasters × channels × leads]; NaN if it made no forecast. `forecast`
   * makes it from `elsewhere`.
   */
  readonly offered?: ArrayLike<number> | undefined
  /** The row it was read from; absent if `fillGaps` inserted it, or if it was not read from text. */
  readonly row?: Row | undefined
  /** The series that it belongs to, if there are several: the texts of the columns that tell them apart. */
  readonly key?: readonly string[] | undefined
  /** Time from one observation to the next, such as `1d`; set by `fillGaps` for the operators after it. */
  readonly cadence?: string | undefined
  /** True on the first observation after a gap too long to fill: the state of the steps before is then outdated. */
  readonly restart?: boolean | undefined
}

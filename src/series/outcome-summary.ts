/** The scores of probabilities besides those of every forecast. Arrays have shape [channels × leads]; NaN is unknown. */
export interface OutcomeScoreData<T = Float64Array> {
  /** The number of the group of each channel, rising: of the channels of a group, the classes, one happens. */
  readonly groups: readonly number[]
  /** Mean −ln of the probability of what happened; of classes, of the one of them that happened. */
  readonly logLoss: T
  /** The same of the base rate: the share known at the origin. */
  readonly baseLogLoss: T
  /** Share of the pairs, one that happened and one that did not, of which the first had the larger probability. */
  readonly auc: T
  /**
   * Shape [channels × leads × 10 × 3]: for each tenth of the probabilities the number of forecasts in it, the sum of their
   * probabilities, and of how often it happened.
   */
  readonly bins: T
}

/** The scores of the probabilities of one channel at one lead, or over all of them; NaN is unknown. */
export interface OutcomeSummary<T = number> {
  /** Share of the forecasts after which it happened. */
  readonly rate: T
  /** Mean squared error of the probability. */
  readonly brier: T
  /** The same of the base rate: the share known at the origin. */
  readonly baseBrier: T
  /** 1 − `brier` ÷ `baseBrier`: above 0 is better than the base rate. */
  readonly skill: T
  readonly logLoss: T
  readonly baseLogLoss: T
  readonly auc: T
  /** A bin for each tenth of the probabilities. */
  readonly reliability: readonly ReliabilityBin<T>[]
}

/** The forecasts whose probability was in a range. */
export interface ReliabilityBin<T = number> {
  readonly from: number
  readonly to: number
  readonly count: number
  /** Their mean probability; NaN if there is none. */
  readonly forecast: T
  /** Share after which it happened. */
  readonly happened: T
}

/** The same as JSON; null for unknown numbers. */
export interface OutcomeSummaryJson extends OutcomeSummary<number | null> {
  readonly lead: number | 'all'
  readonly count: number
}

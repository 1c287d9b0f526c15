/** What the columns known ahead were worth for a group of leads. Errors are mean absolute ones, in units of the data. */
export interface KnownWorth {
  readonly channel: number
  /** First and last lead of the group, in steps. */
  readonly from: number
  readonly to: number
  /** Number of targets. */
  readonly count: number
  /** Error of the forecasts, and of those before the columns were taken into account. */
  readonly withAll: number
  readonly withNone: number
  /** Error with all columns but one, in their order. */
  readonly without: readonly number[]
}

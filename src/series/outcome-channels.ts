/** The channels of a forecast of outcomes. */
export interface OutcomeChannels {
  /** One a channel. */
  readonly names: readonly string[]
  /** One a channel, from 0: channels of one group are the classes of one column, whose probabilities sum to 1. */
  readonly groups: readonly number[]
}

/** What has happened, 0 or 1, by its difference from a probability between them; NaN if that is unknown. */
export const labelOf = (residual: number): number => (Number.isNaN(residual) ? residual : Number(residual > 0))

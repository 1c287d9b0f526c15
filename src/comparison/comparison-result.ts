import type { Tally } from '../scores/tally.ts'
import type { Verdict } from '../stats/diebold-mariano.ts'
import type { Matched } from './other-forecasts.ts'

/** The scores of one contestant. */
export interface ContestantScores {
  readonly name: string
  /** By lead, over all channels. */
  readonly byLead: readonly Tally[]
  readonly overall: Tally
  /** By lead: mean over the channels of MAE ÷ MAE of the naive forecast one season (or one step) ahead. */
  readonly mase: readonly number[]
  readonly overallMase: number
  /**
   * By lead: mean over the channels of the pinball loss of median and interval ends ÷ the same MAE; NaN without intervals.
   */
  readonly scaledPinball: readonly number[]
  readonly overallScaledPinball: number
  /** By lead: 1 − MAE ÷ MAE of persistence, or of the base rate. */
  readonly skill: readonly number[]
  readonly overallSkill: number
  /** By lead, of probabilities, whose `mae` is the Brier score; absent of values. */
  readonly logLoss?: readonly number[] | undefined
  readonly overallLogLoss?: number | undefined
  /** By lead: whether the absolute errors, or Brier scores, differ significantly from the forecaster's. */
  readonly test: readonly Verdict[]
}

/** Mean ranks of contestants over many series. */
export interface MeanRanks {
  /** Series in which all of them were scored. */
  readonly series: number
  /** Mean ranks further apart than this differ significantly, at 5 %; NaN without series. */
  readonly criticalDifference: number
  /**
   * One a contestant, 1 for the best, by the error over all leads; those with the same error share the mean of their ranks.
   * NaN for one that always has the errors of one before it, and is not ranked.
   */
  readonly ranks: readonly { readonly name: string; readonly mean: number }[]
}

/** Result of `comparePipeline`. */
export interface ComparisonResult {
  readonly leads: readonly number[]
  readonly levels: readonly number[]
  /** Origins scored at the first lead. */
  readonly origins: number
  /** The forecaster, then the naive forecasts, other systems, direct quantiles if there are intervals, and each expert. */
  readonly lines: readonly ContestantScores[]
  /** How many forecasts of other systems were found; undefined if there are none. */
  readonly others?: Matched | undefined
  /** Mean ranks over the series; absent if there is only one. */
  readonly ranks?: MeanRanks | undefined
  /** The same for each series, in the order of their first rows; absent if there is only one. */
  readonly keyed?: readonly (ComparisonResult & { readonly key: readonly string[] })[] | undefined
}

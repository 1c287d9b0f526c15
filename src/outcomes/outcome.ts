/** A yes-or-no question about a column: whether a comparison holds at a lead, or within the leads up to it. */
export interface Comparison {
  readonly name: string
  /** Position of the column among the targets and the covariates after them. */
  readonly column: number
  /** At the lead; at least once from lead 1 to it; or at each of them. */
  readonly over: 'lead' | 'any' | 'all'
  readonly operator: Operator
  readonly threshold: Threshold
}

/** The class of a column of words, which holds their positions in `classes`. */
export interface Classification {
  readonly name: string
  readonly column: number
  /** Two words or more. */
  readonly classes: readonly string[]
}

/** What is forecast as probabilities. */
export type Outcome = Comparison | Classification

export type Operator = '>' | '>=' | '<' | '<=' | '=' | '!='

/**
 * What values are compared with: a number; the value at the origin changed by a share of its size, such as −0.03; or a
 * percentile, from 0 to 1, of the values known at the origin. It stays as it was at the origin.
 */
export interface Threshold {
  readonly kind: 'number' | 'change' | 'percentile'
  readonly value: number
}

export const isClassification = (outcome: Outcome): outcome is Classification => 'classes' in outcome

/** Channels of an outcome: one for a comparison, one a class otherwise, whose probabilities sum to 1. */
export const channelsOf = (outcome: Outcome): number => (isClassification(outcome) ? outcome.classes.length : 1)

/** Number of labels that an outcome can have: 0 and 1, or the positions of the classes. */
export const labelsOf = (outcome: Outcome): number => (isClassification(outcome) ? outcome.classes.length : 2)

/** The outcome that each channel belongs to, by position. */
export const groupsOf = (outcomes: readonly Outcome[]): number[] =>
  outcomes.flatMap((outcome, group) => Array.from({ length: channelsOf(outcome) }, () => group))

/** Names of the channels: that of a comparison, or column and class, such as `weather=rain`. */
export const channelNames = (outcomes: readonly Outcome[]): string[] =>
  outcomes.flatMap((outcome) =>
    isClassification(outcome) ? outcome.classes.map((word) => `${outcome.name}=${word}`) : [outcome.name],
  )

/** Whether a value compares so with a limit. */
export function holds(value: number, operator: Operator, limit: number): boolean {
  if (operator === '>') return value > limit
  if (operator === '>=') return value >= limit
  if (operator === '<') return value < limit
  if (operator === '<=') return value <= limit
  return operator === '=' ? value === limit : value !== limit
}

/**
 * The probability of a label.
 *
 * @param probabilities of the channels of one outcome, `stride` apart from `at` on
 */
export function likelihood(
  label: number,
  channels: number,
  probabilities: Float64Array,
  at: number,
  stride: number,
): number {
  if (channels > 1) return probabilities[at + label * stride]!
  return label === 1 ? probabilities[at]! : 1 - probabilities[at]!
}

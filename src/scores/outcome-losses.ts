import { log } from '../stats/elementary.ts'

/** A probability that is this small or smaller counts as this, so that one surprise does not make a mean infinite. */
const least = 1e-12

/** The squared error of a probability (Brier 1950, of one of two outcomes). */
export const brier = (probability: number, label: number): number => (label - probability) * (label - probability)

/** −ln of the probability of what happened, at most 27.6. */
export const logLoss = (probability: number, label: number): number =>
  -log(Math.max(least, label === 1 ? probability : 1 - probability))

/**
 * The share so far as a probability, from ½ (Krichevsky & Trofimov 1981): (happened + ½) ÷ (seen + classes ÷ 2).
 *
 * @param classes 2, or the number of classes of which one happens
 */
export const baseRate = (happened: number, seen: number, classes: number): number =>
  (happened + 0.5) / (seen + classes / 2)

/** The channels of each group. @param groups the number of the group of each channel */
export const membersOf = (groups: readonly number[]): readonly (readonly number[])[] =>
  [...new Set(groups)].map((group) => groups.flatMap((one, channel) => (one === group ? channel : [])))

/** Of the cells of one group, that of the class that happened; of a single one, itself. */
export const happenedOf = (cells: readonly number[], labels: Float64Array): number =>
  cells.find((cell) => labels[cell] === 1) ?? cells[0]!

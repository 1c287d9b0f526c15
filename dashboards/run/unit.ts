import type { ScoreTable } from '../../src/scores/score-table.ts'

/**
 * The number by which the MAE and RMSE of a channel were divided: 1 if they are in the data's own units, NaN if it is
 * not known yet.
 */
export const unitOf = (scores: ScoreTable | null, channel: number): number =>
  scores?.units ? (scores.units[channel] ?? Number.NaN) : 1

export const unitWords = (scores: ScoreTable | null): string =>
  scores?.units ? 'in standard deviations' : 'in the data’s units'

import type { Scores } from '../series/scored.ts'
import type { ScoreTable } from './wire.ts'

const plain = (numbers: Float64Array): (number | null)[] =>
  Array.from(numbers, (number) => (Number.isFinite(number) ? number : null))

/** Copies the live scores into what JSON can hold: NaN becomes null. */
export function scoreTable(scores: Scores): ScoreTable {
  return {
    from: scores.from ?? null,
    season: scores.season ?? null,
    units: scores.units ? plain(scores.units) : null,
    count: plain(scores.count),
    mae: plain(scores.mae),
    rmse: plain(scores.rmse),
    mase: plain(scores.mase),
    skillPersistence: plain(scores.skillPersistence),
    skillSeasonal: plain(scores.skillSeasonal),
    coverage: scores.coverage.map(plain),
  }
}

import type { Scores } from '../series/scored.ts'

/** The scores of one channel at one lead, or over all of them. */
export interface ScoreLine {
  /** Undefined for all leads together. */
  readonly lead: number | undefined
  readonly count: number
  readonly mae: number
  readonly rmse: number
  readonly mase: number
  readonly skillPersistence: number
  readonly skillSeasonal: number
  /** One a level. */
  readonly coverage: readonly number[]
}

/** A channel's scores lead by lead, and for more than one lead a line over all of them. */
export function scoreLines(scores: Scores, channel: number): ScoreLine[] {
  const { count, mae, rmse, mase, skillPersistence, skillSeasonal, coverage } = scores
  const lines = scores.leads.map((lead, i): ScoreLine => {
    const at = channel * scores.leads.length + i
    return {
      lead,
      count: count[at]!,
      mae: mae[at]!,
      rmse: rmse[at]!,
      mase: mase[at]!,
      skillPersistence: skillPersistence[at]!,
      skillSeasonal: skillSeasonal[at]!,
      coverage: coverage.map((shares) => shares[at]!),
    }
  })
  return lines.length > 1 ? [...lines, overall(lines)] : lines
}

/** Means over all residuals; the naive forecast's error follows from ours and the skill: ours ÷ (1 − skill). */
function overall(lines: readonly ScoreLine[]): ScoreLine {
  const scored = lines.filter(({ count }) => count > 0)
  const count = scored.reduce((sum, line) => sum + line.count, 0)
  const mean = (of: (line: ScoreLine) => number) => scored.reduce((sum, line) => sum + of(line) * line.count, 0) / count
  const mae = mean((line) => line.mae)
  return {
    lead: undefined,
    count,
    mae,
    rmse: Math.sqrt(mean(({ rmse }) => rmse * rmse)),
    mase: mean((line) => line.mase),
    skillPersistence: 1 - mae / mean((line) => line.mae / (1 - line.skillPersistence)),
    skillSeasonal: 1 - mae / mean((line) => line.mae / (1 - line.skillSeasonal)),
    coverage: lines[0]!.coverage.map((_, level) => mean((line) => line.coverage[level]!)),
  }
}

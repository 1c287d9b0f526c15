import type { ScoreData, ScoreSummary, Scores, SumScoreData } from '../series/scored.ts'
import { eachMetric } from './metrics.ts'
import { pooled, scoreSummary, scoresJson } from './score-summaries.ts'
import { skill } from './skill.ts'

/**
 * The scores of several series together, by channel and lead: means over all of their errors. MASE is the mean of those
 * of the series, each in the unit of its own series.
 *
 * @param all scores of the series, at least one, with the same channels, leads and levels
 */
export function totalScores(all: readonly ScoreData[]): Scores {
  const { channels, from, leads, levels, season } = all[0]!
  const lines: ScoreSummary[] = []
  for (let channel = 0; channel < channels; channel++)
    for (const lead of leads)
      lines.push(
        pooled(
          all.map((scores) => scoreSummary(scores, channel, lead)),
          lead,
        ),
      )
  const total: ScoreData = {
    from,
    season,
    channels,
    leads,
    levels,
    ...eachMetric((name) => Float64Array.from(lines, (line) => line[name])),
    coverage: levels.map((_, level) => Float64Array.from(lines, ({ coverage }) => coverage[level]!)),
    sums: pooledSums(all.flatMap(({ sums }) => sums ?? [])),
    baselines: all[0]!.baselines.map(({ name, season }, kind) => {
      const mae = Float64Array.from(lines, (_, cell) => meanMae(all, kind, cell))
      return { name, season, mae, skill: mae.map((error, cell) => skill(lines[cell]!.mae, error)) }
    }),
  }
  return {
    ...total,
    at: (channel, lead) => scoreSummary(total, channel, lead),
    toJSON: () => scoresJson(total),
  }
}

/** The scores of sums, over all sums of the series. */
function pooledSums(all: readonly SumScoreData[]): SumScoreData | undefined {
  const [first] = all
  if (!first) return undefined
  const mean = (of: (sums: SumScoreData) => Float64Array) =>
    first.count.map((_, at) => {
      const scored = all.filter(({ count }) => count[at]! > 0)
      const sum = scored.reduce((sum, sums) => sum + of(sums)[at]! * sums.count[at]!, 0)
      return sum / scored.reduce((sum, { count }) => sum + count[at]!, 0)
    })
  return {
    over: first.over,
    count: first.count.map((_, at) => all.reduce((sum, { count }) => sum + count[at]!, 0)),
    mae: mean(({ mae }) => mae),
    coverage: first.coverage.map((_, level) => mean(({ coverage }) => coverage[level]!)),
  }
}

/** MAE of a naive forecast at a cell, over all errors of the series. */
function meanMae(all: readonly ScoreData[], kind: number, cell: number): number {
  const scored = all.filter(({ count }) => count[cell]! > 0)
  const sum = scored.reduce((sum, { baselines, count }) => sum + baselines[kind]!.mae[cell]! * count[cell]!, 0)
  return sum / scored.reduce((sum, { count }) => sum + count[cell]!, 0)
}

import type { ScoreData, ScoreSummary, Scores } from '../series/scored.ts'
import { eachMetric } from './metrics.ts'
import { pooled, scoreSummary, scoresJson } from './score-summaries.ts'

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
  }
  return {
    ...total,
    at: (channel, lead) => scoreSummary(total, channel, lead),
    toJSON: () => scoresJson(total),
  }
}

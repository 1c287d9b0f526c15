import { keyText } from '../series/key-text.ts'
import type { KeyedScores, ScoreData, ScoreSummary, Scores, SumScoreData } from '../series/scored.ts'
import { detached } from './detached-scores.ts'
import { eachMetric } from './metrics.ts'
import { binSums } from './outcome-summaries.ts'
import { pooled, scoreSummary, scoresJson } from './score-summaries.ts'
import { skill } from './skill.ts'

/** The scores of a series that has some. */
export type KnownScores = KeyedScores & { readonly scores: Scores }

/**
 * The series of which something was scored, in the order of their keys, each with a copy of its scores. Numbers are added
 * up in this order, so that sums are the same to the bit however the series came, and whichever are in memory.
 */
export const inOrderOfKeys = (keyed: readonly KeyedScores[]): KnownScores[] =>
  keyed
    .flatMap(({ key, scores }) => (scores ? [{ text: keyText(key), key, scores: detached(scores) }] : []))
    .sort((a, b) => (a.text < b.text ? -1 : 1))

/**
 * The scores of several series together, by channel and lead: means over all of their errors. MASE is the mean of those
 * of the series, each in the unit of its own series. Of the naive forecasts, those that all series have.
 *
 * @param keyed scores of the series, with the same channels, leads and levels, in any order
 * @returns undefined if none of them has scores
 */
export function totalScores(keyed: readonly KeyedScores[]): Scores | undefined {
  const all: readonly Scores[] = inOrderOfKeys(keyed).map(({ scores }) => scores)
  const [first] = all
  if (!first) return undefined
  const { channels, from, leads, levels, season } = first
  const lines: ScoreSummary[] = []
  for (let channel = 0; channel < channels; channel++)
    for (const lead of leads)
      lines.push(
        pooled(
          all.map((scores) => scores.at(channel, lead)),
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
    baselines: first.baselines.flatMap(({ name, season }) => {
      const same = all.map(({ baselines }) => baselines.find((baseline) => baseline.season === season)?.mae)
      if (same.includes(undefined)) return []
      const mae = Float64Array.from(lines, (_, cell) => meanMae(all, same as Float64Array[], cell))
      return { name, season, mae, skill: mae.map((error, cell) => skill(lines[cell]!.mae, error)) }
    }),
    outcomes: first.outcomes && {
      groups: first.outcomes.groups,
      logLoss: Float64Array.from(lines, ({ outcome }) => outcome!.logLoss),
      baseLogLoss: Float64Array.from(lines, ({ outcome }) => outcome!.baseLogLoss),
      auc: Float64Array.from(lines, ({ outcome }) => outcome!.auc),
      bins: Float64Array.from(lines.flatMap(({ outcome }) => binSums(outcome!.reliability))),
    },
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
function meanMae(all: readonly ScoreData[], mae: readonly Float64Array[], cell: number): number {
  let sum = 0
  let count = 0
  all.forEach((scores, i) => {
    const scored = scores.count[cell]!
    if (scored > 0) sum += mae[i]![cell]! * scored
    count += scored
  })
  return sum / count
}

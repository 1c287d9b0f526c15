import { entryOf } from '../series/forecast.ts'
import type { OutcomeSummary, OutcomeSummaryJson } from '../series/outcome-summary.ts'
import type {
  ScoreData,
  ScoreSummary,
  ScoreSummaryJson,
  Scores,
  ScoresJson,
  SumScoreData,
  SumScoreJson,
} from '../series/scored.ts'
import { eachMetric } from './metrics.ts'
import { outcomeSummary, pooledOutcomes } from './outcome-summaries.ts'

/**
 * The scores of one channel at one lead.
 *
 * @param lead in steps
 * @throws RangeError if there is no such channel or lead
 */
export const scoreSummary = (scores: ScoreData, channel: number, lead: number): ScoreSummary =>
  summaryAt(scores, entryOf(scores.channels, scores.leads, channel, lead), lead)

/** The scores of a channel by lead, and, if there are several leads, of all of them. */
export function scoreSummaries(scores: ScoreData, channel: number): ScoreSummary[] {
  const lines = scores.leads.map((lead) => scoreSummary(scores, channel, lead))
  return lines.length > 1 ? [...lines, pooled(lines, undefined)] : lines
}

/** The scores of a channel over all leads. */
export function overallScores(scores: Scores, channel: number): ScoreSummary {
  const lines = scores.leads.map((lead) => scores.at(channel, lead))
  return lines.length > 1 ? pooled(lines, undefined) : lines[0]!
}

export function scoreSummaryJson(line: ScoreSummary, levels: readonly number[]): ScoreSummaryJson | OutcomeSummaryJson {
  const lead = line.lead ?? 'all'
  if (line.outcome) return { lead, count: line.count, ...outcomeJson(line.outcome) }
  return {
    lead,
    ...eachMetric((name) => finite(line[name])),
    count: line.count,
    coverage: Object.fromEntries(line.coverage.map((share, level) => [levels[level], finite(share)])),
  }
}

const outcomeJson = ({ reliability, ...numbers }: OutcomeSummary): OutcomeSummary<number | null> => {
  const { rate, brier, baseBrier, skill, logLoss, baseLogLoss, auc } = numbers
  return {
    rate: finite(rate),
    brier: finite(brier),
    baseBrier: finite(baseBrier),
    skill: finite(skill),
    logLoss: finite(logLoss),
    baseLogLoss: finite(baseLogLoss),
    auc: finite(auc),
    reliability: reliability.map((bin) => ({
      ...bin,
      forecast: finite(bin.forecast),
      happened: finite(bin.happened),
    })),
  }
}

export function scoresJson(scores: ScoreData): ScoresJson {
  const { channels, from, levels, season, sums, units } = scores
  return {
    ...(from && { from }),
    ...(season !== undefined && { season }),
    ...(units && { units: Array.from(units, finite) }),
    channels: Array.from({ length: channels }, (_, channel) =>
      scoreSummaries(scores, channel).map((line) => scoreSummaryJson(line, levels)),
    ),
    // The base rate is in each line of an outcome.
    baselines: scores.outcomes
      ? []
      : scores.baselines.map(({ name, season, mae, skill }) => ({
          name,
          season,
          mae: Array.from(mae, finite),
          skill: Array.from(skill, finite),
        })),
    ...(sums && { sums: Array.from({ length: channels }, (_, channel) => sumScores(sums, levels, channel)) }),
  }
}

/** The scores of the sums of a channel. */
export const sumScores = (sums: SumScoreData, levels: readonly number[], channel: number): SumScoreJson[] =>
  sums.over.map((over, k) => {
    const at = channel * sums.over.length + k
    const shares = sums.coverage.map((shares, level) => [levels[level], finite(shares[at]!)])
    return { over, count: sums.count[at]!, mae: finite(sums.mae[at]!), coverage: Object.fromEntries(shares) }
  })

const finite = (number: number) => (Number.isFinite(number) ? number : null)

function summaryAt(scores: ScoreData, at: number, lead: number): ScoreSummary {
  return {
    lead,
    ...eachMetric((name) => scores[name][at]!),
    coverage: scores.coverage.map((shares) => shares[at]!),
    ...(scores.outcomes && { outcome: outcomeSummary(scores, at) }),
  }
}

/**
 * Means over all residuals of several summaries; of each metric, over those that have it: a series that never changes
 * has no MASE, and the first rows of a series have no intervals. The error of a naive forecast is MAE ÷ (1 − skill).
 *
 * @param lead of the result; undefined for all together
 */
export function pooled(lines: readonly ScoreSummary[], lead: number | undefined): ScoreSummary {
  const scored = lines.filter(({ count }) => count > 0)
  const mean = (of: (line: ScoreSummary) => number) => meanOf(scored, of)
  return {
    lead,
    count: scored.reduce((sum, line) => sum + line.count, 0),
    mae: mean((line) => line.mae),
    rmse: Math.sqrt(mean(({ rmse }) => rmse * rmse)),
    crps: mean((line) => line.crps),
    mase: mean((line) => line.mase),
    size: mean((line) => line.size),
    skillPersistence: overallSkill(scored, 'skillPersistence'),
    skillSeasonal: overallSkill(scored, 'skillSeasonal'),
    coverage: lines[0]!.coverage.map((_, level) => mean((line) => line.coverage[level]!)),
    ...(lines[0]!.outcome && { outcome: pooledOutcomes(scored) ?? lines[0]!.outcome }),
  }
}

/** The mean over the errors of the lines whose value is known; NaN if there are none. */
function meanOf(lines: readonly ScoreSummary[], of: (line: ScoreSummary) => number): number {
  let sum = 0
  let count = 0
  for (const line of lines) {
    const value = of(line)
    if (!Number.isFinite(value)) continue
    sum += value * line.count
    count += line.count
  }
  return sum / count
}

/** Over the leads that have a skill: a lead without a naive forecast, or whose naive forecast is exact, is left out. */
function overallSkill(lines: readonly ScoreSummary[], skill: 'skillPersistence' | 'skillSeasonal'): number {
  // The error of the naive forecast does not follow from a skill of 1.
  const known = lines.filter((line) => line[skill] < 1)
  return 1 - meanOf(known, ({ mae }) => mae) / meanOf(known, (line) => line.mae / (1 - line[skill]))
}

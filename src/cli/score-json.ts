import type { Outcome } from '../run/outcome.ts'
import { overSeries } from '../scores/over-series.ts'
import { scoreSummaries, scoreSummaryJson, sumScores } from '../scores/score-summaries.ts'
import { strongestBaseline } from '../scores/strongest-baseline.ts'
import { keyFields } from '../series/key-names.ts'
import type { Scores } from '../series/scored.ts'

/** The summary of a run as JSON, with its next forecasts; null for unknown numbers. */
export function scoreJson(summary: Outcome, next: readonly unknown[]): string {
  const { name, source, by, cadence, season, rows, added, notes, warnings, outputs, stopped, failure } = summary
  const whole = {
    name,
    source,
    cadence: cadence ?? null,
    season: season ?? null,
    rows,
    by,
    series: scoredJson(summary),
    over: overJson(summary),
    keyed: keyedJson(summary),
    ...(summary.total && { total: scoredJson({ series: summary.series, scores: summary.total.scores }) }),
    worth: worthJson(summary),
    next,
    added,
    notes,
    warnings: [...(summary.assumptions ?? []), ...warnings],
    outputs,
    stopped,
    failure: failure?.message ?? null,
  }
  return `${JSON.stringify(whole, null, 2)}\n`
}

/** What each column known ahead was worth, by target and group of leads. */
const worthJson = ({ known, series, worth }: Outcome) =>
  worth.map(({ channel, from, to, count, withAll, withNone, without }) => ({
    target: series[channel],
    leads: [from, to],
    count,
    mae: { withAll, withNone, without: Object.fromEntries(known.map((name, k) => [name, without[k]])) },
  }))

/** What the scores of many series are like, by target. */
const overJson = ({ by, keyed, scores, series }: Outcome) =>
  by.length === 0
    ? []
    : series.map((target, channel) => {
        const { worst, ...over } = overSeries(keyed, channel)
        if (!scores?.outcomes)
          return { target, ...over, worst: worst.map(({ key, ...line }) => ({ ...keyFields(by, key), ...line })) }
        const { mean, series, short } = over
        const lines = worst.map(({ count, key, mae, skill }) => ({ ...keyFields(by, key), count, brier: mae, skill }))
        return { target, series, short, mean: { skill: mean.skill }, worst: lines }
      })

/** The scores of each series, in the order of their first rows. */
const keyedJson = ({ by, keyed, series }: Outcome) =>
  keyed.map(({ key, scores }) => ({ ...keyFields(by, key), series: scoredJson({ series, scores }) }))

/** The scores of a run by channel and lead; null for unknown numbers. */
export const scoredJson = ({ series, scores }: Pick<Outcome, 'series' | 'scores'>) =>
  series.map((target, channel) => ({
    target,
    scores: !scores ? [] : scoreSummaries(scores, channel).map((line) => scoreSummaryJson(line, scores.levels)),
    // The base rate is in each line of an outcome.
    baselines: !scores || scores.outcomes ? [] : baselinesOf(scores, channel),
    ...(scores?.sums && { sums: sumScores(scores.sums, scores.levels, channel) }),
  }))

/** The naive forecasts with their errors by lead; the strongest, chosen afterwards, with its error over all leads. */
function baselinesOf(scores: Scores, channel: number) {
  const { baselines, leads } = scores
  const strongest = strongestBaseline(scores, channel, leads.length)
  return baselines.map(({ name, season, mae }) => ({
    name,
    season: season ?? null,
    mae: leads.map((_, i) => finite(mae[channel * leads.length + i]!)),
    ...(name === strongest?.name && { strongest: { mae: strongest.mae, skill: finite(strongest.skill) } }),
  }))
}

const finite = (number: number) => (Number.isFinite(number) ? number : null)

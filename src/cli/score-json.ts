import type { Outcome } from '../run/outcome.ts'
import { scoreSummaries, scoreSummaryJson } from '../scores/score-summaries.ts'

/** The summary of a run as JSON; null for unknown numbers. */
export function scoreJson(summary: Outcome): string {
  const { name, source, series, cadence, season, rows, scores, added, notes, warnings, outputs, stopped, failure } =
    summary
  const scored = series.map((target, channel) => ({
    target,
    scores: !scores ? [] : scoreSummaries(scores, channel).map((line) => scoreSummaryJson(line, scores.levels)),
  }))
  const whole = {
    name,
    source,
    cadence: cadence ?? null,
    season: season ?? null,
    rows,
    series: scored,
    added,
    notes,
    warnings,
    outputs,
    stopped,
    failure: failure?.message ?? null,
  }
  return `${JSON.stringify(whole, null, 2)}\n`
}

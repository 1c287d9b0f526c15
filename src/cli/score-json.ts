import type { Outcome } from '../run/outcome.ts'
import { scoreLineJson, scoreLines } from '../scores/score-lines.ts'

/** The summary of a run as JSON; null for what is not known. */
export function scoreJson(summary: Outcome): string {
  const { name, source, series, cadence, season, rows, scores, added, notes, warnings, outputs, stopped, failure } =
    summary
  const scored = series.map((target, channel) => ({
    target,
    scores: !scores ? [] : scoreLines(scores, channel).map((line) => scoreLineJson(line, scores.levels)),
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

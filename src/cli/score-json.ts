import type { Outcome } from '../pipeline/outcome.ts'
import { scoreLines } from '../scores/score-lines.ts'

/** The summary of a run for machines: what is not known is null. */
export function scoreJson(summary: Outcome): string {
  const { name, source, series, cadence, season, rows, scores, added, notes, warnings, outputs, stopped, failure } =
    summary
  const number = (value: number) => (Number.isFinite(value) ? value : null)
  const scored = series.map((target, channel) => ({
    target,
    scores: !scores
      ? []
      : scoreLines(scores, channel).map((line) => ({
          lead: line.lead ?? 'all',
          count: line.count,
          mae: number(line.mae),
          rmse: number(line.rmse),
          mase: number(line.mase),
          skillPersistence: number(line.skillPersistence),
          skillSeasonal: number(line.skillSeasonal),
          coverage: Object.fromEntries(line.coverage.map((share, level) => [scores.levels[level], number(share)])),
        })),
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

import type { Look } from '../look/look.ts'
import { nextJson } from '../run/next-json.ts'
import type { Outcome } from '../run/outcome.ts'
import { keyFields } from '../series/key-names.ts'
import { channelsOf, naivesOf, recentScores } from './accuracy-lines.ts'
import type { RecentSeries } from './recent.ts'
import { scoredJson } from './score-json.ts'

/**
 * The answer of `rxcast forecast` as one JSON document: what the file was taken to hold, the next forecasts and how good
 * such forecasts have been. Unknown numbers are null.
 *
 * @param file as the user wrote it
 */
export function forecastJson(file: string, look: Look, outcome: Outcome, recent: RecentSeries): string {
  const { time, targets, by, cadence, seasons, left, notes } = look
  const whole = {
    file,
    time: time.length === 1 ? time[0] : time,
    targets,
    outcome: look.outcome ?? false,
    by,
    cadence: cadence ?? null,
    seasons,
    left,
    rows: outcome.rows,
    next: nextJson(outcome.next, outcome.next[0]?.outcomes?.names ?? targets, by, cadence),
    scores: scoredJson(outcome),
    recent: recentJson(recent, look),
    notes: [...notes, ...outcome.warnings.filter((warning) => !saidByLook(warning))],
  }
  return `${JSON.stringify(whole, null, 2)}\n`
}

/** Whether the look has noted the same before the run. */
export const saidByLook = (warning: string): boolean => /sorted by time$/.test(warning)

/** The scores of the last targets, an object a series. */
function recentJson(recent: RecentSeries, look: Look) {
  const { by } = look
  const naives = naivesOf(recent, look)
  return recent.all.flatMap((one) =>
    channelsOf(one, look).flatMap((series, channel) => {
      const scores = recentScores(one, channel)
      if (!scores) return []
      const { from, to, count, error, skills, coverage } = scores
      return [
        {
          ...keyFields(by, one.last.key),
          series,
          from: new Date(from).toISOString(),
          to: new Date(to).toISOString(),
          count,
          [one.last.outcomes ? 'brier' : 'mae']: error,
          betterThan: Object.fromEntries(naives.map((naive, k) => [naive, skills[k]])),
          coverage: Object.fromEntries(coverage.map((share, v) => [one.last.levels[v], share])),
        },
      ]
    }),
  )
}

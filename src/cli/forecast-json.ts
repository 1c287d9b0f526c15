import type { Look } from '../look/look.ts'
import { nextJson } from '../run/next-json.ts'
import type { Outcome } from '../run/outcome.ts'
import { keyFields } from '../series/key-names.ts'
import { naiveSeasons, naiveWords, recentScores } from './accuracy-lines.ts'
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
    by,
    cadence: cadence ?? null,
    seasons,
    left,
    rows: outcome.rows,
    next: nextJson(outcome.next, targets, by, cadence),
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
  const { targets, by, cadence } = look
  const naives = naiveWords(naiveSeasons(look), cadence)
  return recent.all.flatMap((one) =>
    targets.flatMap((series, channel) => {
      const scores = recentScores(one, channel)
      if (!scores) return []
      const { from, to, count, mae, skills, coverage } = scores
      return [
        {
          ...keyFields(by, one.last.key),
          series,
          from: new Date(from).toISOString(),
          to: new Date(to).toISOString(),
          count,
          mae,
          betterThan: Object.fromEntries(naives.map((naive, k) => [naive, skills[k]])),
          coverage: Object.fromEntries(coverage.map((share, v) => [one.last.levels[v], share])),
        },
      ]
    }),
  )
}

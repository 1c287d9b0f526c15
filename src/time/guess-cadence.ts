import { addSteps, type Duration, formatDuration, stepsBetween } from './duration.ts'
import { dayMs } from './week.ts'

/**
 * Guesses the time from one row to the next from the first rows. Gaps, months of different length and weekends without
 * rows do not disturb it.
 *
 * @param times milliseconds since 1970, in any order, duplicates allowed
 * @returns undefined if there are fewer than two different times, or no step fits most of them
 * @example guessCadence([Date.UTC(2020, 0, 1), Date.UTC(2020, 1, 1), Date.UTC(2020, 2, 1)]) // '1mo'
 */
export function guessCadence(times: readonly number[]): string | undefined {
  const sorted = [...new Set(times)].sort((a, b) => a - b)
  const differences = sorted.slice(1).map((time, i) => time - sorted[i]!)
  if (differences.length === 0) return undefined
  const usual = [...differences].sort((a, b) => a - b)[differences.length >> 1]!
  if (usual >= 28 * dayMs) return guessMonths(sorted, usual)
  if (usual === dayMs && restsOnWeekends(sorted)) return '1bd'
  const fixed: Duration = { kind: 'fixed', ms: usual }
  const onGrid = differences.filter((ms) => ms % usual === 0).length
  return onGrid * 2 > differences.length ? formatDuration(fixed) : undefined
}

function guessMonths(sorted: readonly number[], usual: number): string | undefined {
  const months: Duration = {
    kind: 'months',
    months: Math.max(1, Math.round(usual / (30.436875 * dayMs))),
    rules: [],
  }
  const fits = sorted.filter(
    (time) => addSteps(sorted[0]!, months, Math.round(stepsBetween(sorted[0]!, time, months))) === time,
  )
  if (fits.length * 2 > sorted.length) return formatDuration(months)
  return usual % dayMs === 0 ? formatDuration({ kind: 'fixed', ms: usual }) : undefined
}

/** True if at least two weeks of daily rows have none on a Saturday or Sunday. */
function restsOnWeekends(sorted: readonly number[]): boolean {
  const long = sorted.at(-1)! - sorted[0]! >= 6 * dayMs
  return long && sorted.every((time) => new Date(time).getUTCDay() % 6 !== 0)
}

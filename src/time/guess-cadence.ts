import { formatDuration } from './duration.ts'
import { guessDays } from './guess-days.ts'
import { guessDaysOfMonth, guessMonths } from './guess-months.ts'
import { guessSessions } from './guess-sessions.ts'
import { type Calendar, median, roundStep, shareOfMultiples, stepsOf } from './guess-steps.ts'
import { zoneOfHours } from './guess-zone.ts'
import { dayMs } from './week.ts'
import { toLocal, zoneOf } from './zone.ts'

/** A guess at the cadence of a series. */
export interface CadenceGuess extends Omit<Calendar, 'cadence'> {
  /** Undefined if the steps are irregular, or there are fewer than two times. */
  readonly cadence: string | undefined
}

/**
 * Guesses the time from one row to the next, and the days or hours that have rows: ends of months, weekdays, opening
 * hours. Gaps, holidays, a few rows on other days and rows some seconds early or late do not disturb it.
 *
 * @param times milliseconds since 1970, in any order, duplicates allowed
 * @param zone offset or zone that the rows are written in, such as `+09:00`; UTC by default, unless rows keep to the
 * hours of a zone. It becomes part of the cadence
 * @example guessCadence([Date.UTC(2020, 0, 31), Date.UTC(2020, 1, 29), Date.UTC(2020, 2, 31)]).cadence // '1mo end'
 */
export function guessCadence(times: ArrayLike<number>, zone?: string): CadenceGuess {
  const sorted = rising(times)
  if (sorted.length < 2) return { cadence: undefined, exceptions: 0, notes: [] }
  const found = calendarIn(sorted, zone) ?? stepOf(sorted)
  if (!found) return { cadence: undefined, exceptions: 0, notes: [irregular] }
  if (zone !== undefined) return { ...found, cadence: `${found.cadence} ${zone}` }
  const other = zoneOfHours(sorted, median(stepsOf(sorted)))
  const local = other === undefined ? undefined : calendarIn(sorted, other)
  if (!local || local.exceptions > found.exceptions) return found
  const notes = [...local.notes, `rows keep to the clocks of ${other}, which change in spring and autumn`]
  return { ...local, cadence: `${local.cadence} ${other}`, notes }
}

const irregular = 'the steps are irregular: forecasts are for times the usual step apart'

/** The calendar of times in a zone. */
function calendarIn(times: Float64Array, zone: string | undefined): Calendar | undefined {
  if (zone === undefined) return calendarOf(times)
  const place = zoneOf(zone)
  return calendarOf(times.map((time) => toLocal(time, place)))
}

/** The calendar of local times, if they follow one. */
function calendarOf(local: Float64Array): Calendar | undefined {
  const steps = stepsOf(local)
  const usual = median(steps)
  if (usual >= 26 * dayMs) return guessMonths(local)
  if (usual > 0.75 * dayMs) return (usual > 6 * dayMs ? guessDaysOfMonth(local) : undefined) ?? guessDays(local)
  return guessSessions(local, exactStep(steps, usual) ?? roundStep(steps, usual) ?? usual)
}

/** A fixed step, exact or with rows a little early or late. */
function stepOf(times: Float64Array): Calendar | undefined {
  const steps = stepsOf(times)
  const usual = median(steps)
  const exact = exactStep(steps, usual)
  if (exact !== undefined) {
    const exceptions = Math.round((1 - shareOfMultiples(steps, exact)) * steps.length)
    return { cadence: formatDuration({ kind: 'fixed', ms: exact }), exceptions, notes: [] }
  }
  const ms = roundStep(steps, usual)
  if (ms === undefined) return undefined
  const cadence = formatDuration({ kind: 'fixed', ms })
  return { cadence, exceptions: 0, notes: [`rows are a little early or late; each belongs to the nearest ${cadence}`] }
}

/** The usual step if most steps are whole multiples of it, and not of a round one with rows early or late. */
function exactStep(steps: Float64Array, usual: number): number | undefined {
  const share = shareOfMultiples(steps, usual)
  return share > 0.9 || (share > 0.5 && roundStep(steps, usual) === undefined) ? usual : undefined
}

/** The times in order, each once. */
function rising(times: ArrayLike<number>): Float64Array {
  const sorted = new Float64Array(times)
  let inOrder = true
  for (let i = 1; inOrder && i < sorted.length; i++) inOrder = sorted[i]! > sorted[i - 1]!
  return inOrder ? sorted : sorted.sort().filter((time, i) => time !== sorted[i - 1])
}

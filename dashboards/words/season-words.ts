import type { RunStore } from '../run/run-store.ts'
import { stepMs } from '../run/step-ms.ts'
import { dayMs } from './format.ts'
import { leadSpan, skipsWeekends } from './lead-span.ts'

const cycles: readonly (readonly [words: string, length: number])[] = [
  ['a year', 365.25 * dayMs],
  ['a month', 30.4375 * dayMs],
  ['a week', 7 * dayMs],
  ['a day', dayMs],
  ['an hour', dayMs / 24],
  ['a minute', 60_000],
]

/** A year of business days, or of months of 31 days, is about a year. */
const tolerance = 0.04

/** A season of `steps` steps in words, such as `a week`. */
export function seasonWords(store: RunStore, steps: number): string {
  const step = stepMs(store)
  const length = steps * step * (step === dayMs && skipsWeekends(store) ? 7 / 5 : 1)
  const cycle = cycles.find(([, cycle]) => Math.abs(length / cycle - 1) < tolerance)
  return cycle && steps > 1 ? cycle[0] : leadSpan(store, steps)
}

/** What MASE divides the error by, and how to read it. */
export const masePhrase = (store: RunStore, season: number | null): string =>
  season === null
    ? 'error in units of the mean step; under 1 is good'
    : `error in units of the mean change over ${seasonWords(store, season)}`

/** The season of a run's scores, such as `a week ago`. */
export function agoWords(store: RunStore): string {
  const season = store.status?.scores?.season ?? null
  return season === null ? 'one season ago' : `${seasonWords(store, season)} ago`
}

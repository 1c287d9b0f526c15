import { type MonoTypeOperatorFunction, map } from 'rxjs'
import * as z from 'zod/mini'
import { dayMs } from '../series/duration.ts'
import type { Observation } from '../series/observation.ts'
import { cos, sin } from '../stats/elementary.ts'
import type { StepWord } from '../word.ts'
import { required, withDefault } from '../words/option.ts'
import type { CalendarOptions } from './options.generated.ts'

export type { CalendarOptions }

import { checkArgument } from '../words/check-argument.ts'

const cycle = z.enum(['day', 'week', 'year'])

/** A cycle of the calendar that repeats by itself. */
export type Cycle = 'day' | 'week' | 'year'

export const calendarOptions = z
  .strictObject({
    cycles: required(z.array(cycle).check(z.minLength(1)), 'The cycles: day, week, year.'),
    harmonics: withDefault(
      z.int().check(z.minimum(1), z.maximum(12)),
      1,
      'Harmonics per cycle: 1 gives the position, 2 lets a linear model bend twice.',
    ),
  })
  .check(z.describe('Options of `calendar`.'))

const argument = z.union([
  cycle.check(z.describe('One cycle.')),
  z.array(cycle).check(z.minLength(1), z.describe('Several cycles.')),
  calendarOptions,
])

/**
 * Appends to the covariates where each time stands in its day, week or year: for every cycle and harmonic k a sine and a cosine of
 * 2πk × the part of the cycle gone by, in UTC. Weeks begin on Monday; a year has the length it has.
 *
 * It may stand before `normalize` or after it; after it the waves keep their own scale of −1 … 1.
 *
 * @param cycles `'day'`, `'week'`, `'year'`, a list of them, or `{ cycles, harmonics }`. Throws ConfigError on anything else.
 * @example
 * of({ time: Date.parse('2024-01-01T06:00Z'), values: [1], covariates: [] })
 *   .pipe(calendar('day'))
 *   .subscribe(({ covariates }) => console.log(Array.from(covariates, (x) => Math.round(x * 1000) / 1000)))
 * // [ 1, 0 ]
 */
export function calendar<T extends Observation>(
  cycles: Cycle | readonly Cycle[] | CalendarOptions,
): MonoTypeOperatorFunction<T> {
  const checked = checkArgument('calendar', argument, cycles)
  const named =
    typeof checked === 'string' ? { cycles: [checked] } : Array.isArray(checked) ? { cycles: checked } : checked
  const { cycles: names, harmonics } = calendarOptions.parse(named)

  return map((observation) => {
    const known = observation.covariates.length
    const covariates = new Float64Array(known + 2 * names.length * harmonics)
    covariates.set(Array.from(observation.covariates))
    let at = known
    for (const name of names) {
      const turn = 2 * Math.PI * phase(name, observation.time)
      for (let k = 1; k <= harmonics; k++) {
        covariates[at++] = sin(k * turn)
        covariates[at++] = cos(k * turn)
      }
    }
    return { ...observation, covariates }
  })
}

/** 1970-01-01 was a Thursday: the Monday before is three days earlier. */
const mondayMs = -3 * dayMs

/** The part of the cycle gone by at `time`, from 0 up to 1. */
function phase(cycle: Cycle, time: number): number {
  if (cycle === 'day') return partOf(time, dayMs)
  if (cycle === 'week') return partOf(time - mondayMs, 7 * dayMs)
  const year = new Date(time).getUTCFullYear()
  const start = Date.UTC(year, 0, 1)
  return (time - start) / (Date.UTC(year + 1, 0, 1) - start)
}

const partOf = (time: number, length: number) => (time - Math.floor(time / length) * length) / length

export const calendarWord: StepWord = {
  name: 'calendar',
  summary: 'Appends the place in the day, week or year to the covariates, as sines and cosines.',
  argument,
  example: ['week', 'year'],
  accepts: 'Observation',
  emits: 'Observation',
  keeps: true,
  build: calendar,
}

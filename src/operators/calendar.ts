import * as z from 'zod/mini'
import type { Observation } from '../series/observation.ts'
import { calendarWaves } from '../time/calendar.ts'
import type { StepWord } from '../word.ts'
import { required, withDefault } from '../words/option.ts'
import type { CalendarOptions } from './options.generated.ts'

export type { CalendarOptions }

import { checkArgument } from '../words/check-argument.ts'
import { type Operator, stateful } from './stateful.ts'

const cycle = z.enum(['day', 'week', 'year'])

/** A cycle of the calendar. */
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
 * Appends the position in the day, week or year to the covariates: sin(2πkp) and cos(2πkp) for each cycle and harmonic
 * k, with p the fraction of the cycle that has passed, in UTC. Weeks begin on Monday; a year has 365.2425 days, the
 * mean year that the experts also use.
 *
 * It can be used before or after `normalize`; after it the covariates it appends are not scaled.
 *
 * @param cycles `'day'`, `'week'`, `'year'`, a list of them, or `{ cycles, harmonics }`
 * @throws ConfigError with every problem of the argument
 * @example
 * of({ time: Date.parse('2024-01-01T06:00Z'), values: [1], covariates: [] })
 *   .pipe(calendar('day'))
 *   .subscribe(({ covariates }) => console.log(Array.from(covariates, (x) => Math.round(x * 1000) / 1000)))
 * // [ 1, 0 ]
 */
export function calendar<T extends Observation>(cycles: Cycle | readonly Cycle[] | CalendarOptions): Operator<T, T> {
  const checked = checkArgument('calendar', argument, cycles)
  const named =
    typeof checked === 'string' ? { cycles: [checked] } : Array.isArray(checked) ? { cycles: checked } : checked
  const { cycles: names, harmonics } = calendarOptions.parse(named)

  return stateful((emit) => ({
    next(observation) {
      const { covariates: given = [] } = observation
      let at = given.length
      const covariates = new Float64Array(at + 2 * names.length * harmonics)
      covariates.set(Array.from(given))
      for (const name of names) at = calendarWaves({ [name]: harmonics }, observation.time, covariates, at)
      emit({ ...observation, covariates })
    },
    state(fields) {
      fields.same('cycles', names)
      fields.same('harmonics', harmonics)
    },
  }))
}

export const calendarWord: StepWord = {
  name: 'calendar',
  summary: 'Appends the position in the day, week or year to the covariates, as sines and cosines.',
  argument,
  example: ['week', 'year'],
  accepts: 'Observation',
  emits: 'Observation',
  keeps: true,
  build: calendar,
}

import * as z from 'zod/mini'
import { DataError } from '../errors.ts'
import { IntervalTracker } from '../intervals/interval-tracker.ts'
import { Forecast, type ForecastData } from '../series/forecast.ts'
import { demandSpec, isCount, isLeads, specFields } from '../state/spec.ts'
import type { StepWord } from '../word.ts'
import { withDefault } from '../words/option.ts'
import type { ConformalOptions } from './options.generated.ts'

export type { ConformalOptions }

import { checkArgument } from '../words/check-argument.ts'
import { LazyState } from './lazy-state.ts'
import { levelForms, levelsArgument, levelsOf } from './levels.ts'
import { type Operator, stateful } from './stateful.ts'

export const conformalOptions = z
  .strictObject({
    levels: withDefault(levelsArgument, [0.8, 0.95], 'Coverage of the intervals, one or several, at most 19.'),
  })
  .check(z.describe('Options of `conformal`.'))
const noOutcomes = 'probabilities have no intervals: leave it out'
const argument = z.prefault(z.union([...levelForms, conformalOptions]), {})

/**
 * Adds prediction intervals to any forecasts. Adaptive conformal prediction: the error quantile of each side and lead
 * is raised at a miss and lowered otherwise, so that in the long run the share of actual values inside equals the
 * level, whatever the distribution of the errors.
 *
 * Existing intervals are replaced; they are NaN until the first error of a lead is known. Missing values are not
 * learned from. At a `restart` the forecasts not yet due are dropped, and the quantiles are kept.
 *
 * @param options a level in (0, 1), a list of levels, or `levels`
 * @throws ConfigError with every problem of the argument
 * @example
 * // A forecast of 0 for coin tosses of ±1 is off by 1 each time: the 80 % interval grows to contain both.
 * const tosses = [1, -1, -1, 1, 1, -1, 1, -1, 1, -1, -1, 1]
 * const zero = (value, i) => {
 *   const observation = { time: i, values: [value], covariates: [] }
 *   const numbers = { values: Float64Array.of(0), levels: [], lower: [], upper: [] }
 *   return { origin: i, observation, leads: [1], times: [i + 1], ...numbers }
 * }
 * from(tosses)
 *   .pipe(map(zero), conformal(0.8), last())
 *   .subscribe(({ levels, lower, upper }) => console.log(levels, lower[0][0] < -1, upper[0][0] > 1))
 * // [ 0.8 ] true true
 */
export function conformal(options?: number | readonly number[] | ConformalOptions): Operator<ForecastData, Forecast> {
  const checked = checkArgument('conformal', argument, options)
  const named = typeof checked === 'number' || Array.isArray(checked) ? { levels: checked } : checked
  const levels = levelsOf(conformalOptions.parse(named).levels)

  return stateful((emit) => {
    const tracker = new LazyState((spec, room) => {
      const { channels, leads } = specFields(spec)
      demandSpec(isCount(channels) && isLeads(leads), spec)
      // The pending forecasts take float64s; channels can be none.
      demandSpec(8 * leads.at(-1)! * Math.max(1, channels * leads.length) <= room, spec)
      return new IntervalTracker({ channels, leads, levels })
    })
    return {
      next({ origin, observation, leads, times, values, season, drift, doubts, inside, outcomes }) {
        if (outcomes) throw new DataError(`conformal: expected forecasts of values, got outcomes; ${noOutcomes}`)
        const spec = { channels: observation.values.length, leads }
        const { value = tracker.begin(JSON.stringify(spec)) } = tracker
        if (observation.restart) value.drop()
        value.learn(observation.values)
        const lower = levels.map(() => new Float64Array(values.length))
        const upper = levels.map(() => new Float64Array(values.length))
        value.issue(values, lower, upper)
        emit(
          new Forecast({
            origin,
            observation,
            leads,
            times,
            values,
            levels,
            lower,
            upper,
            season,
            drift,
            doubts,
            inside,
          }),
        )
      },
      state: (fields) => fields.part('tracker', tracker),
    }
  })
}

/** The word `conformal` of the pipeline file. */
export const conformalWord: StepWord = {
  name: 'conformal',
  summary: 'Adds intervals to forecasts, with the stated coverage whatever the distribution of the errors.',
  argument,
  example: [0.8, 0.95],
  accepts: 'Forecast',
  emits: 'Forecast',
  noOutcomes,
  build: conformal,
}

import type { MonoTypeOperatorFunction } from 'rxjs'
import { z } from 'zod'
import { Conformal } from '../forecaster/conformal.ts'
import type { Forecast } from '../series/forecast.ts'
import type { StepWord } from '../word.ts'
import { checkArgument } from './check-argument.ts'
import { levelsArgument, levelsOf } from './levels.ts'
import { stateful } from './stateful.ts'

const options = z.strictObject({
  levels: levelsArgument.default([0.8, 0.95]).describe('Coverage promised, one or several. Default [0.8, 0.95].'),
  halfLife: z
    .number()
    .gt(0)
    .default(60)
    .describe(
      'How fast the running size of the errors forgets, in observations: 20 for prices, 60 daily, 200 hourly. Default 60.',
    ),
})
const argument = z.union([levelsArgument, options]).prefault({})

/**
 * Puts intervals around any forecasts that hold what they promise: each side's error quantile is tracked by lead, raised at a miss and lowered otherwise, so that in the long run the actual value lies inside
 * as often as the level says, whatever the errors look like. Intervals the forecasts had before are replaced; they are NaN until a lead's first error is known.
 *
 * @param options a level in (0, 1) or a list of them, or `levels` and `halfLife`. Throws ConfigError where they are not what they should be.
 * @example
 * const intervals = conformal([0.8, 0.95])
 */
export function conformal(options?: z.input<typeof argument>): MonoTypeOperatorFunction<Forecast> {
  const checked = checkArgument('conformal', argument, options)
  return stateful((emit) => {
    let tracker: Conformal | undefined
    let levels: readonly number[] = []
    return {
      next(forecast) {
        tracker ??= begin(forecast)
        tracker.learn(forecast.observation.values)
        const room = () => levels.map(() => new Float64Array(forecast.values.length))
        const lower = room()
        const upper = room()
        tracker.bounds(forecast.values, lower, upper)
        emit({ ...forecast, levels, lower, upper })
      },
    }

    function begin({ leads, observation }: Forecast): Conformal {
      const named = typeof checked === 'number' || Array.isArray(checked)
      levels = levelsOf(named ? checked : checked.levels)
      const halfLife = named ? 60 : checked.halfLife
      return new Conformal({ channels: observation.values.length, leads, levels, halfLife })
    }
  })
}

/** The word `conformal` of the pipeline file. */
export const conformalWord: StepWord = {
  name: 'conformal',
  summary: 'Puts intervals around forecasts that hold what they promise, whatever the errors look like.',
  argument,
  example: [0.8, 0.95],
  accepts: 'Forecast',
  emits: 'Forecast',
  build: conformal,
}

import type { OperatorFunction } from 'rxjs'
import * as z from 'zod/mini'
import { defaults } from '../forecaster/choices.ts'
import { defaultSeason } from '../forecaster/default-season.ts'
import { everyExpertName } from '../forecaster/expert-names.ts'
import { Forecaster } from '../forecaster/forecaster.ts'
import type { ForecasterOptions } from '../forecaster/options.ts'
import { type ExpertRecipe, isRecipe } from '../forecaster/pool.ts'
import type { Forecast } from '../series/forecast.ts'
import { nearest } from '../series/nearest.ts'
import type { Observation } from '../series/observation.ts'
import type { StepWord } from '../word.ts'
import { checkArgument } from '../words/check-argument.ts'
import { durationText } from '../words/duration-text.ts'
import { defaultHorizon } from './default-horizon.ts'
import { type LeadOptions, leadOptions, leadsOf, oneOfBoth } from './leads-of.ts'
import { levelsArgument, levelsOf } from './levels.ts'
import { seasonSteps } from './season-steps.ts'
import { stateful } from './stateful.ts'

/** Options of `forecast`. */
export interface ForecastOptions
  extends LeadOptions,
    Pick<ForecasterOptions, 'scale' | 'experts' | 'mixture' | 'gaps' | 'hidden' | 'memory' | 'engine'> {
  /** Length of the season: steps, a duration such as 1y, or none. Default: the pipeline’s, else by cadence. */
  readonly season?: number | string | undefined
  /** Time from one observation to the next, such as 1d. Default: what fillGaps or the pipeline says. */
  readonly cadence?: string | undefined
  /** Coverage of the intervals, one or several; [] for none. Default [0.8, 0.95], by which forecasts are judged. */
  readonly intervals?: number | readonly number[] | undefined
  /** The same seed gives the same bits. Default: the pipeline’s, else 1. */
  readonly seed?: number | undefined
}

/** By name, any that is known at all: which suit the series is seen once there is one. */
const everyName = everyExpertName()
const expert = z
  .custom<string | ExpertRecipe>((value) => (typeof value === 'string' ? everyName.includes(value) : isRecipe(value)), {
    error: ({ input }) => {
      if (typeof input !== 'string') return 'the name of an expert, or in code a recipe { name, build }'
      const meant = nearest(input, everyName)
      return `the name of an expert; ${meant === undefined ? `known are ${everyName.join(', ')}` : `did you mean "${meant}"?`}`
    },
  })
  // A file can hold names alone.
  .register(z.globalRegistry, { type: 'string' })

const allOptions = z
  .strictObject({
    ...leadOptions,
    season: z
      .optional(
        z.union([
          z.int().check(z.minimum(2), z.describe('Steps.')),
          durationText.check(z.describe('A duration, such as 1y.')),
          z.literal('none'),
        ]),
      )
      .check(
        z.describe(
          'Length of the season: steps, a duration such as 1y, or none. Default: the pipeline’s, else by cadence.',
        ),
      ),
    cadence: z
      .optional(durationText)
      .check(
        z.describe('Time from one observation to the next, such as 1d. Default: what fillGaps or the pipeline says.'),
      ),
    intervals: z
      ._default(levelsArgument, [0.8, 0.95])
      .check(
        z.describe(
          'Coverage of the intervals, one or several; [] for none. Default [0.8, 0.95], by which forecasts are judged.',
        ),
      ),
    scale: z
      .optional(z.enum(['linear', 'log']))
      .check(
        z.describe(
          'Scale that the experts work on. Default: log for prices and monthly series while all is positive, else linear.',
        ),
      ),
    mixture: z
      ._default(z.enum(['mlPoly', 'boa']), defaults.mixture)
      .check(z.describe(`How experts are weighed. Default ${defaults.mixture}.`)),
    gaps: z
      ._default(z.enum(['keep', 'reset']), defaults.gaps)
      .check(
        z.describe(`After a gap too long to fill: keep what was learned, or begin anew. Default ${defaults.gaps}.`),
      ),
    hidden: z
      ._default(z.int().check(z.minimum(1), z.maximum(1024)), defaults.hidden)
      .check(z.describe(`Cells of each LSTM; 16 to 64 are within 1 % of each other. Default ${defaults.hidden}.`)),
    memory: z
      ._default(z.int().check(z.minimum(64), z.maximum(1_000_000)), defaults.memory)
      .check(z.describe(`Steps each LSTM keeps to replay: bounds the memory of a run. Default ${defaults.memory}.`)),
    engine: z
      ._default(z.enum(['wasm', 'reference']), defaults.engine)
      .check(
        z.describe(
          `Arithmetic of the LSTMs: the fast kernel, or float64 in plain TypeScript. Default ${defaults.engine}.`,
        ),
      ),
    seed: z
      .optional(z.int().check(z.minimum(0)))
      .check(z.describe(`The same seed gives the same bits. Default: the pipeline’s, else ${defaults.seed}.`)),
    experts: z
      .optional(z.array(expert).check(z.minLength(1)))
      .check(
        z.describe(
          'Experts to mix, by name; in code also recipes of your own. Default: all that suit the cadence and the season.',
        ),
      ),
  })
  .check(z.superRefine(oneOfBoth))
const horizon = z.int().check(z.minimum(1), z.maximum(10_000), z.describe('The horizon, everything else by default.'))
const argument = z.prefault(z.union([horizon, allOptions]), {})

type Options = z.output<typeof allOptions>

/** What a pipeline knows, to fall back on. */
interface Known {
  readonly seed?: number | undefined
  readonly cadence?: string | undefined
  readonly season?: number | undefined
}

/**
 * The whole forecaster in one step: a pool of simple experts, LSTMs that learn what some of them leave over, mixed so that the forecast is never much worse than the best of them, with intervals that hold what they promise.
 * One pass, no training before: at each observation it learns from the forecasts now due, then forecasts anew. A missing value is carried forward as input and nothing is learned from it.
 *
 * @param options a horizon in steps, or `horizon` or `leads`, `season`, `cadence`, `intervals`, `scale`, `experts`, `mixture`, `gaps`, `hidden`, `memory`, `engine`, `seed`. Throws ConfigError where they are not what they should be.
 * @example
 * const day = 86_400_000
 * range(0, 40)
 *   .pipe(
 *     map((i) => ({ time: i * day, values: [20 + (i % 7)], covariates: [] })),
 *     forecast({ horizon: 2, season: 7, cadence: '1d', experts: ['seasonalNaive'], intervals: [] }),
 *     last(),
 *   )
 *   .subscribe(({ leads, values }) => console.log(leads, [...values]))
 * // [ 1, 2 ] [ 25, 26 ]
 */
export function forecast(options?: number | ForecastOptions): OperatorFunction<Observation, Forecast> {
  return forecastWith(options)
}

/** `forecast` with what a pipeline knows: seed, cadence and season to fall back on. */
function forecastWith(
  options: number | ForecastOptions | undefined,
  known: Known = {},
): OperatorFunction<Observation, Forecast> {
  const checked = checkArgument('forecast', argument, options)
  const given = typeof checked === 'number' ? allOptions.parse({ horizon: checked }) : checked
  return stateful((emit) => {
    let forecaster: Forecaster | undefined
    return {
      next(observation) {
        forecaster ??= new Forecaster(forecasterOptions(observation, given, known))
        emit(forecaster.observe(observation))
      },
    }
  })
}

/** What the forecaster is built with: options first, then what the observations and the pipeline say, then what the cadence suggests. */
export function forecasterOptions(first: Observation, given: Options, known: Known): ForecasterOptions {
  const { horizon, leads, season: seasonGiven, cadence: cadenceGiven, intervals, seed, ...rest } = given
  const cadence = cadenceGiven ?? first.cadence ?? known.cadence
  const told =
    seasonGiven === 'none' ? undefined : (seasonSteps('forecast.season', seasonGiven, cadence) ?? known.season)
  return {
    ...rest,
    channels: first.values.length,
    covariates: first.covariates.length,
    leads: leadsOf({ horizon, leads }, defaultHorizon(cadence)),
    levels: levelsOf(intervals),
    cadence,
    season: told ?? (seasonGiven === 'none' ? undefined : defaultSeason(cadence)),
    seed: seed ?? known.seed ?? defaults.seed,
  }
}

/** The word `forecast` of the pipeline file. */
export const forecastWord: StepWord = {
  name: 'forecast',
  summary: 'Forecasts with a pool of experts and LSTMs that learn online, mixed, with intervals.',
  argument,
  example: { horizon: 7, season: '1y', intervals: [0.8, 0.95] },
  accepts: 'Observation',
  emits: 'Forecast',
  build: forecastWith,
}

export { argument as forecastArgument }

import * as z from 'zod/mini'
import { defaultHorizon, defaultSeasons } from '../defaults/by-cadence.ts'
import { byPosition, limitOptions, someValues } from '../defaults/limits.ts'
import { type ForecasterOptions, isExpert, noExpert, forecasterOptions as ofForecaster } from '../defaults/options.ts'
import { type ExpertRecipe, isRecipe } from '../defaults/pool.ts'
import { listOf, oneOrSeasons } from '../defaults/seasons.ts'
import { ConfigError } from '../errors.ts'
import { frontInReference } from '../lstm/front.ts'
import { replayRows } from '../lstm/options.ts'
import { expertProblems } from '../outcomes/chosen-experts.ts'
import type { OutcomeForecasterOptions } from '../outcomes/outcome-forecaster-options.ts'
import type { OutcomeOption } from '../outcomes/parse-outcomes.ts'
import type { Holidays } from '../time/holiday-days.ts'
import type { Names } from '../word.ts'
import { durationText } from '../words/duration-text.ts'
import type { ArgumentProblem } from '../words/issues.ts'
import { defaultSentence, optional } from '../words/option.ts'
import { leadOptions, leadsOf, oneOfBoth } from './leads-of.ts'
import { intervalsArgument, intervalsOf } from './levels.ts'
import { noOutcomeExpert, onlyOutcomes, outcomeOptions, outcomesWith } from './outcome-option.ts'
import { seasonLength, seasonsInSteps } from './season-steps.ts'
import type { Shape } from './shape.ts'

const usualLevels = [0.8, 0.95]
const { scale, point, mixture, gaps, hidden, memory, engine, front } = ofForecaster.shape

const expert = z
  .custom<string | ExpertRecipe>((value) => typeof value === 'string' || isRecipe(value), {
    error: ({ input }) => noExpert(input),
  })
  // A pipeline file can contain names only.
  .register(z.globalRegistry, { type: 'string', tsType: "string | import('../defaults/pool.ts').ExpertRecipe" })

export const forecastOptions = z
  .strictObject({
    ...leadOptions,
    season: optional(
      z.union([oneOrSeasons(seasonLength), z.literal('none')]),
      'Length of the season: steps, a duration such as 1y, a list such as [1d, 1w] with the season of scores and baselines first, or none. Default: that of the pipeline, else by cadence: a day and a week for hours, a year and a week for days, else a year.',
    ),
    cadence: optional(
      durationText,
      'Time from one observation to the next, such as 1d. Default: that of fillGaps or of the pipeline.',
    ),
    ...outcomeOptions,
    intervals: optional(
      intervalsArgument,
      `Coverage of the intervals, one or several, at most 19; [] for none. Or levels and sums: the sums over leads 1 to k, such as the demand of two weeks, are then forecast with intervals too. ${defaultSentence(usualLevels)}`,
    ),
    scale,
    ...limitOptions,
    point,
    mixture,
    gaps,
    hidden: optional(
      hidden.def.innerType,
      'Cells in the LSTMs. 16 to 64 forecast within 1 % of each other. Default: 32, for outcomes 16.',
    ),
    memory: optional(
      memory.def.innerType,
      `Rows that each LSTM keeps for replay; limits the memory of a run. ${defaultSentence(replayRows)}`,
    ),
    engine,
    front,
    seed: optional(
      z.int().check(z.minimum(0)),
      'The same seed gives the same bits. Default: that of the pipeline, else 1.',
    ),
    experts: optional(
      z.array(expert).check(z.minLength(1)),
      'Experts to mix, by name: of values, in code also custom recipes, or of outcomes. Default: all that suit the cadence and the season.',
    ),
  })
  .check(
    z.superRefine(oneOfBoth),
    z.superRefine(someValues),
    z.superRefine(frontInReference),
    z.superRefine(onlyOutcomes),
    z.superRefine(knownExperts),
    z.describe('Options of `forecast`.'),
  )
const horizon = z.int().check(z.minimum(1), z.maximum(10_000), z.describe('The horizon, everything else by default.'))
export const forecastArgument = z.prefault(z.union([horizon, forecastOptions]), {})

/** Those of values beside values, and those of outcomes beside an outcome. */
function knownExperts(
  { experts = [], outcome }: { readonly experts?: readonly unknown[] | undefined; readonly outcome: OutcomeOption },
  context: z.core.$RefinementCtx,
): void {
  const misnamed = outcome === false ? (one: unknown) => (isExpert(one) ? undefined : noExpert(one)) : noOutcomeExpert
  experts.forEach((input, i) => {
    const message = misnamed(input)
    if (message !== undefined) context.addIssue({ code: 'custom', path: ['experts', i], input, message })
  })
}

/** The options, checked. */
export type Options = z.output<typeof forecastOptions>

/** Settings of a pipeline, used as defaults. */
export interface Known extends Partial<Names> {
  readonly seed?: number | undefined
  readonly cadence?: string | undefined
  readonly seasons?: readonly number[] | undefined
  readonly known?: readonly string[] | undefined
  readonly offered?: readonly string[] | undefined
  readonly holidays?: Holidays | undefined
}

/** Options of the forecaster: those given, else those of the observations, else of the pipeline, else by cadence. */
export function forecasterOptions(first: Shape, given: Options, known: Known): ForecasterOptions {
  const { horizon, leads, season: seasonGiven, cadence: cadenceGiven, intervals, outcome: _, seed, ...rest } = given
  const cadence = cadenceGiven ?? first.cadence ?? known.cadence
  const stated = seasonGiven === 'none' ? [] : seasonsInSteps('forecast.season', seasonGiven, cadence)
  const seasons = stated ?? known.seasons ?? defaultSeasons(cadence)
  const chosen = leadsOf({ horizon, leads }, defaultHorizon(cadence))
  return {
    ...rest,
    ...byPosition(given, known.targets ?? Array.from({ length: first.channels }, (_, channel) => String(channel))),
    channels: first.channels,
    covariates: first.covariates,
    known: (first.known ?? 0) + (known.holidays ? 1 : 0),
    leads: chosen,
    offered: offeredNames((first.offered ?? 0) / (first.channels * chosen.length), known.offered),
    ...intervalsOf(intervals ?? (given.outcome === false ? usualLevels : [])),
    cadence,
    season: seasons.length === 0 ? undefined : [...seasons],
    seed: seed ?? known.seed,
  }
}

/** Options of the forecaster of outcomes. */
export function outcomeOptionsFor(first: Shape, given: Options, known: Known): OutcomeForecasterOptions {
  const { cadence, channels, covariates = 0, leads, season, seed } = forecasterOptions(first, given, known)
  const { engine, experts, hidden, memory } = given
  const outcomes = outcomesWith(given.outcome, known, channels)
  return {
    cadence,
    channels,
    covariates,
    engine,
    experts: experts?.map(String),
    hidden,
    leads,
    memory,
    outcomes,
    known: first.known ?? 0,
    season: listOf(season),
    seed,
  }
}

/** Problems of the experts chosen for outcomes, as far as they are known before the first observation. */
export function outcomeExpertProblems(given: Options, known: Known): ArgumentProblem[] {
  const { covariates = [], targets } = known
  const cadence = given.cadence ?? known.cadence
  if (given.outcome === false || targets === undefined || cadence === undefined) return []
  try {
    const first = { channels: targets.length, covariates: covariates.length, cadence }
    return expertProblems(outcomeOptionsFor(first, given, known))
  } catch (error) {
    // Problems of rules and seasons come from the functions that read them.
    if (error instanceof ConfigError) return []
    throw error
  }
}

/** The names of the pipeline, if they are as many as the forecasters, else numbers. */
const offeredNames = (count: number, names: readonly string[] = []) =>
  Array.from({ length: count }, (_, i) => (names.length === count ? names[i]! : `offered ${i + 1}`))

/** The argument can be a horizon only. */
export const optionsOf = (argument: number | Options): Options =>
  typeof argument === 'number' ? forecastOptions.parse({ horizon: argument }) : argument

import * as z from 'zod/mini'
import { defaultHorizon, defaultSeasons } from '../defaults/by-cadence.ts'
import { type Choices, choose } from '../defaults/choices.ts'
import { explain } from '../defaults/explain.ts'
import { byPosition, limitOptions, someValues, unknownTargets } from '../defaults/limits.ts'
import { demandMemory, memoryNeeded } from '../defaults/memory-needed.ts'
import { type ForecasterOptions, forecasterOptions as ofForecaster } from '../defaults/options.ts'
import { listOf, oneOrSeasons } from '../defaults/seasons.ts'
import { Forecaster } from '../forecaster/forecaster.ts'
import { frontInReference } from '../lstm/front.ts'
import type { Forecast } from '../series/forecast.ts'
import type { Observation } from '../series/observation.ts'
import { demandSpec } from '../state/spec.ts'
import { parseDuration } from '../time/duration.ts'
import type { Holidays } from '../time/holiday-days.ts'
import type { Context, StepWord } from '../word.ts'
import { checkArgument } from '../words/check-argument.ts'
import { durationText } from '../words/duration-text.ts'
import { optional, withDefault } from '../words/option.ts'
import { KnownAhead } from './known-ahead.ts'
import { LazyState } from './lazy-state.ts'
import { leadOptions, leadsOf, oneOfBoth } from './leads-of.ts'
import { intervalsArgument, intervalsOf } from './levels.ts'
import type { ForecastOptions } from './options.generated.ts'
import { seasonLength, seasonsInSteps } from './season-steps.ts'
import { parseShape, type Shape, shapeOf, shapeText } from './shape.ts'
import { type Operator, stateful } from './stateful.ts'

export type { ForecastOptions }

const { scale, experts, point, mixture, gaps, hidden, memory, engine, front } = ofForecaster.shape

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
    intervals: withDefault(
      intervalsArgument,
      [0.8, 0.95],
      'Coverage of the intervals, one or several, at most 19; [] for none. Or levels and sums: the sums over leads 1 to k, such as the demand of two weeks, are then forecast with intervals too.',
    ),
    scale,
    ...limitOptions,
    point,
    mixture,
    gaps,
    hidden,
    memory,
    engine,
    front,
    seed: optional(
      z.int().check(z.minimum(0)),
      'The same seed gives the same bits. Default: that of the pipeline, else 1.',
    ),
    experts,
  })
  .check(
    z.superRefine(oneOfBoth),
    z.superRefine(someValues),
    z.superRefine(frontInReference),
    z.describe('Options of `forecast`.'),
  )
const horizon = z.int().check(z.minimum(1), z.maximum(10_000), z.describe('The horizon, everything else by default.'))
const argument = z.prefault(z.union([horizon, forecastOptions]), {})

type Options = z.output<typeof forecastOptions>

/** Settings of a pipeline, used as defaults. */
interface Known {
  readonly targets?: readonly string[] | undefined
  readonly seed?: number | undefined
  readonly cadence?: string | undefined
  readonly seasons?: readonly number[] | undefined
  readonly known?: readonly string[] | undefined
  readonly offered?: readonly string[] | undefined
  readonly holidays?: Holidays | undefined
}

/**
 * Forecasts with a pool of experts, LSTMs that learn the residuals of some of them, a mixture that is never much worse
 * than the best of them, and prediction intervals. There is no training beforehand: at each observation it learns from
 * the forecasts that are now due and then forecasts. A missing value is replaced by what was forecast for its time,
 * and nothing is learned from it.
 *
 * @param options a horizon in steps, or options
 * @param more `holidays` of `publicHolidays`, as a column known ahead
 * @throws ConfigError with every problem of the argument
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
export function forecast(
  options?: number | ForecastOptions,
  { holidays }: { readonly holidays?: Holidays | undefined } = {},
): Operator<Observation, Forecast> {
  return forecastWith(options, { holidays })
}

/** `forecast` with the seed, cadence and season of a pipeline as defaults. */
function forecastWith(
  options: number | ForecastOptions | undefined,
  known: Known = {},
): Operator<Observation, Forecast> {
  const given = optionsOf(checkArgument('forecast', argument, options))
  /** The same for all series that begin with an observation of one shape. */
  const chosen = new Map<string, Choices>()
  return stateful((emit, within) => {
    const shared = within?.shared?.of(within.key)
    let bytes: number | undefined
    const forecaster = new LazyState((spec, room) => {
      const options = forecasterOptions(parseShape(spec, room), given, known)
      demandSpec(leastBytes(options) <= room, spec)
      demandMemory(options)
      bytes = memoryNeeded(options).all
      const choices = chosen.get(spec) ?? choose(options)
      chosen.set(spec, choices)
      return new Forecaster(options, shared, choices)
    })
    const observe = (observation: Observation) => {
      const { value = forecaster.begin(shapeText(shapeOf(observation))) } = forecaster
      emit(value.observe(observation))
    }
    const ahead = aheadWith(given, known).open(observe)
    return {
      next: ahead.next,
      flush: () => ahead.flush?.(),
      state(fields) {
        fields.part('ahead', ahead)
        fields.part('forecaster', forecaster)
      },
      close: () => forecaster.value?.dispose(),
      memory: () => bytes,
      summary() {
        const { value } = forecaster
        return { forecaster: value, warnings: value?.warnings, worth: value?.worth }
      },
    }
  })
}

/** Tells observations what is known ahead of their targets. */
function aheadWith(given: Options, known: Known): Operator<Observation, Observation> {
  return stateful((emit) => {
    const ahead = new LazyState((spec, room) => {
      const shape = parseShape(spec, room)
      const { channels, leads, cadence } = forecasterOptions(shape, given, known)
      const step = cadence === undefined ? undefined : parseDuration(cadence)
      const forecasters = shape.elsewhere === 0 ? 0 : (known.offered?.length ?? 1)
      return new KnownAhead({ ...shape, channels, leads, step, forecasters, holidays: known.holidays })
    })
    return {
      next(observation) {
        const { known: told = [], elsewhere = [] } = observation
        if (!known.holidays && told.length + elsewhere.length === 0) return emit(observation)
        const { value = ahead.begin(shapeText(shapeOf(observation))) } = ahead
        value.take(observation, emit)
      },
      flush: () => ahead.value?.flush(emit),
      state: (fields) => ahead.state(fields),
    }
  })
}

/** A lower limit of the bytes of its state: forecasts not yet due, and the values of the primary season. */
function leastBytes({ channels, leads, levels = [], experts, season }: ForecasterOptions): number {
  const mixed = experts ? new Set(experts.map((expert) => (typeof expert === 'string' ? expert : expert.name))).size : 2
  const pending = leads.at(-1)! * leads.length * ((mixed > 1 ? mixed + 1 : 0) + (levels.length > 0 ? 1 : 0))
  const keepsSeason = experts === undefined || experts.includes('seasonalNaive')
  return 8 * channels * (pending + (keepsSeason ? (listOf(season)[0] ?? 1) : 0))
}

/** Options of the forecaster: those given, else those of the observations, else of the pipeline, else by cadence. */
export function forecasterOptions(first: Shape, given: Options, known: Known): ForecasterOptions {
  const { horizon, leads, season: seasonGiven, cadence: cadenceGiven, intervals, seed, ...rest } = given
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
    ...intervalsOf(intervals),
    cadence,
    season: seasons.length === 0 ? undefined : [...seasons],
    seed: seed ?? known.seed,
  }
}

/** The names of the pipeline, if they are as many as the forecasters, else numbers. */
const offeredNames = (count: number, names: readonly string[] = []) =>
  Array.from({ length: count }, (_, i) => (names.length === count ? names[i]! : `offered ${i + 1}`))

/** The word `forecast` of the pipeline file. */
export const forecastWord: StepWord = {
  name: 'forecast',
  summary: 'Forecasts with a mixture of experts and LSTMs that learn online, with intervals.',
  argument,
  example: { horizon: 7, season: '1y', intervals: [0.8, 0.95] },
  accepts: 'Observation',
  emits: 'Forecast',
  added: { at: 'end' },
  check: (options, targets) => unknownTargets(optionsOf(options), targets),
  explain: (options, context) => explain(forecasterFor(options, context)),
  forecaster: forecasterFor,
  ahead: (argument, context) => aheadWith(optionsOf(argument), context),
  build: forecastWith,
}

/** Options of the forecaster that the word creates at its first observation. */
function forecasterFor(argument: number | Options, context: Context, first?: Observation): ForecasterOptions {
  const { targets, covariates, known = [], offered = [] } = context
  const columns = known.length - (context.holidays ? 1 : 0)
  const shape = first
    ? shapeOf(first)
    : { channels: targets.length, covariates: covariates.length, known: columns, cadence: undefined }
  return { ...forecasterOptions(shape, optionsOf(argument), context), offered: [...offered] }
}

/** The argument can be a horizon only. */
const optionsOf = (argument: number | Options): Options =>
  typeof argument === 'number' ? forecastOptions.parse({ horizon: argument }) : argument

import { type Choices, choose } from '../defaults/choices.ts'
import { explain } from '../defaults/explain.ts'
import { unknownTargets } from '../defaults/limits.ts'
import { demandMemory, memoryNeeded } from '../defaults/memory-needed.ts'
import type { ForecasterOptions } from '../defaults/options.ts'
import { listOf } from '../defaults/seasons.ts'
import { Forecaster } from '../forecaster/forecaster.ts'
import { explainOutcomes } from '../outcomes/explain-outcomes.ts'
import { type Accounting, ledgerOf } from '../series/accounting.ts'
import type { Forecast } from '../series/forecast.ts'
import type { Ledger } from '../series/ledger.ts'
import type { Observation } from '../series/observation.ts'
import { demandSpec } from '../state/spec.ts'
import { parseDuration } from '../time/duration.ts'
import type { Holidays } from '../time/holiday-days.ts'
import type { Context, Names, StepWord } from '../word.ts'
import { checkArgument, demandNone } from '../words/check-argument.ts'
import {
  forecastArgument,
  forecasterOptions,
  type Known,
  type Options,
  optionsOf,
  outcomeExpertProblems,
  outcomeOptionsFor,
} from './forecast-options.ts'
import { KnownAhead } from './known-ahead.ts'
import { LazyState } from './lazy-state.ts'
import { leadsKnown } from './leads-of.ts'
import type { ForecastOptions } from './options.generated.ts'
import { channelsWith, outcomeProblems } from './outcome-option.ts'
import { outcomeForecasts } from './outcomes.ts'
import { parseShape, type Shape, shapeOf, shapeText } from './shape.ts'
import { type Operator, stateful } from './stateful.ts'

export type { ForecastOptions }

/** Names in code, which a pipeline has from its source, and who gets the rows whose values are not labels. */
export interface ForecastNames extends Accounting, Partial<Names> {
  /** Of `publicHolidays`, as a column known ahead. */
  readonly holidays?: Holidays | undefined
}

/**
 * Forecasts with a pool of experts, LSTMs that learn the residuals of some of them, a mixture that is never much worse
 * than the best of them, and prediction intervals. There is no training beforehand: at each observation it learns from
 * the forecasts that are now due and then forecasts. A missing value is replaced by what was forecast for its time,
 * and nothing is learned from it.
 *
 * @param options a horizon in steps, or options
 * With `outcome` it forecasts probabilities instead, such as that of rain.
 *
 * @param more `holidays` of `publicHolidays`, as a column known ahead; for `outcome` the names of the `targets` and
 * `covariates`, and the words of `classes`
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
  { holidays, targets, covariates = [], classes = {}, ...accounting }: ForecastNames = {},
): Operator<Observation, Forecast> {
  return forecastWith(
    options,
    { holidays, covariates, classes, ...(targets && { targets }) },
    ledgerOf('forecast', accounting),
  )
}

/** `forecast` with the seed, cadence and season of a pipeline as defaults. */
function forecastWith(
  options: number | ForecastOptions | undefined,
  known: Known,
  ledger: Ledger,
): Operator<Observation, Forecast> {
  const given = optionsOf(checkArgument('forecast', forecastArgument, options))
  if (given.outcome !== false) {
    demandNone('forecast', outcomeExpertProblems(given, known))
    return outcomeForecasts({
      options: (shape) => outcomeOptionsFor(shape, given, known),
      ahead: aheadWith(given, known),
      labels: given.outcome === true,
      ledger,
    })
  }
  /** The same for all series that begin with an observation of one shape. */
  const chosen = new Map<string, Choices>()
  return stateful((emit, within) => {
    const shared = within?.shared?.of(within.key)
    let bytes: number | undefined
    const forecaster = new LazyState((spec, room) => {
      const options = forecasterOptions(parseShape(spec, room), given, known)
      demandSpec(leastBytes(options) <= room, spec)
      const need = memoryNeeded(options)
      demandMemory(need)
      bytes = need.all
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

/** The word `forecast` of the pipeline file. */
export const forecastWord: StepWord = {
  name: 'forecast',
  summary: 'Forecasts with a mixture of experts and LSTMs that learn online, with intervals.',
  argument: forecastArgument,
  example: { horizon: 7, season: '1y', intervals: [0.8, 0.95] },
  accepts: 'Observation',
  emits: 'Forecast',
  added: { at: 'end' },
  check(argument, names, stated) {
    const options = optionsOf(argument)
    return [
      ...unknownTargets(options, names.targets),
      ...outcomeProblems(options.outcome, names),
      ...outcomeExpertProblems(options, { ...names, ...stated }),
    ]
  },
  channels: (argument, names) => channelsWith(optionsOf(argument).outcome, names),
  explain(argument, context) {
    const outcomes = outcomesFor(argument, context)
    return outcomes ? explainOutcomes(outcomes, optionsOf(argument).outcome) : explain(forecasterFor(argument, context))
  },
  forecaster: forecasterFor,
  outcomes: outcomesFor,
  leads(argument, cadence) {
    const options = optionsOf(argument)
    return leadsKnown(options, options.cadence ?? cadence)
  },
  ahead: (argument, context) => aheadWith(optionsOf(argument), context),
  build: (argument, context, ledger) => forecastWith(argument, context, ledger),
}

/** The shape of the first observation, from what the pipeline knows until there is one. */
function shapeFor({ covariates, holidays, known = [], targets }: Context, first: Observation | undefined): Shape {
  if (first) return shapeOf(first)
  const columns = known.length - (holidays ? 1 : 0)
  return { channels: targets.length, covariates: covariates.length, known: columns, cadence: undefined }
}

/** Options of the forecaster that the word creates at its first observation. */
function forecasterFor(argument: number | Options, context: Context, first?: Observation): ForecasterOptions {
  const { offered = [] } = context
  return { ...forecasterOptions(shapeFor(context, first), optionsOf(argument), context), offered: [...offered] }
}

/** The same of a forecaster of outcomes; undefined if it forecasts values. */
function outcomesFor(argument: number | Options, context: Context, first?: Observation) {
  const options = optionsOf(argument)
  return options.outcome === false ? undefined : outcomeOptionsFor(shapeFor(context, first), options, context)
}

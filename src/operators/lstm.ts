import * as z from 'zod/mini'
import { defaultHorizon, defaultLearningRate, learningRateDefault } from '../defaults/by-cadence.ts'
import { WindowForecaster } from '../experts/window-forecaster.ts'
import { frontInReference } from '../lstm/front.ts'
import { lstmOptions } from '../lstm/options.ts'
import type { Forecast } from '../series/forecast.ts'
import type { Lookback } from '../series/lookback.ts'
import { demandSpec, isCount } from '../state/spec.ts'
import type { StepWord } from '../word.ts'
import { checkArgument } from '../words/check-argument.ts'
import { optional } from '../words/option.ts'
import { LazyState } from './lazy-state.ts'
import { leadOptions, leadsKnown, leadsOf, oneOfBoth } from './leads-of.ts'
import type { LstmOperatorOptions } from './options.generated.ts'
import { parseShape, shapeOf, shapeText } from './shape.ts'
import { type Operator, stateful } from './stateful.ts'

export type { LstmOperatorOptions }

const { engine, front, hidden, layers, replays } = lstmOptions.shape

export const lstmOperatorOptions = z
  .strictObject({
    ...leadOptions,
    hidden,
    layers,
    learningRate: optional(
      z.number().check(z.minimum(0), z.maximum(1)),
      `Step size of Adam; 0 learns nothing. ${learningRateDefault}`,
    ),
    replays,
    engine,
    front,
    seed: optional(
      z.int().check(z.minimum(0)),
      'Seed of the first weights and of the replays: the same seed gives the same bits. Default: that of the pipeline, else 1.',
    ),
  })
  .check(z.superRefine(oneOfBoth), z.superRefine(frontInReference), z.describe('Options of the operator `lstm`.'))
const argument = z.prefault(lstmOperatorOptions, {})

/**
 * Forecasts with a recurrent network that keeps its state from one observation to the next and learns online: one step
 * of Adam per observation, through the rows of the lookback and some old windows.
 *
 * It forecasts the change from the newest value, in units of the scale, and starts with "no change"; values are
 * returned in the units of the data. A missing value is carried forward as input, and nothing is learned from it. At
 * the first window and after a restart the state is computed from all rows of the window.
 *
 * @param options `horizon` or `leads` in steps, and options of the network
 * @throws ConfigError with every problem of the argument
 * @example
 * const day = 86_400_000
 * range(0, 60)
 *   .pipe(
 *     map((i) => ({ time: i * day, values: [i % 2], covariates: [] })),
 *     normalize(),
 *     lookback(8),
 *     lstm({ horizon: 2, hidden: 8, learningRate: 0 }),
 *     last(),
 *   )
 *   .subscribe(({ leads, values }) => console.log(leads, [...values])) // untrained it forecasts no change
 * // [ 1, 2 ] [ 1, 1 ]
 */
export function lstm(options?: LstmOperatorOptions): Operator<Lookback, Forecast> {
  return lstmWith(options)
}

/** `lstm` with the seed and cadence of a pipeline as defaults. */
function lstmWith(
  options: LstmOperatorOptions | undefined,
  known: { readonly seed?: number; readonly cadence?: string } = {},
): Operator<Lookback, Forecast> {
  const checked = checkArgument('lstm', argument, options)
  return stateful((emit) => {
    const forecaster = new LazyState((spec, room) => begin(spec, room, checked, known))
    return {
      next(lookback) {
        const { value = forecaster.begin(specOf(lookback)) } = forecaster
        emit(value.observe(lookback))
      },
      state: (fields) => fields.part('forecaster', forecaster),
      close: () => forecaster.value?.dispose(),
    }
  })
}

/** The specification of the network: rows in the window, and the shape of the observation. */
const specOf = (first: Lookback): string => `${first.length} ${shapeText(shapeOf(first))}`

function begin(
  spec: string,
  room: number,
  options: z.output<typeof argument>,
  known: { readonly seed?: number; readonly cadence?: string },
): WindowForecaster {
  const space = spec.indexOf(' ')
  const window = Number(spec.slice(0, space))
  const { channels, covariates, cadence: given } = parseShape(spec.slice(space + 1), room)
  // The network keeps the inputs of each row of the window: value and change of each channel, and covariates, in
  // float32.
  demandSpec(isCount(window, 1) && 4 * window * channels * (2 + covariates) <= room, spec)
  const cadence = given ?? known.cadence
  return new WindowForecaster({
    channels,
    covariates,
    window,
    leads: leadsOf(options, defaultHorizon(cadence)),
    cadence,
    hidden: options.hidden,
    layers: options.layers,
    learningRate: options.learningRate ?? defaultLearningRate(cadence),
    replays: options.replays,
    engine: options.engine,
    front: options.front,
    seed: options.seed ?? known.seed ?? 1,
  })
}

export const lstmWord: StepWord = {
  name: 'lstm',
  summary: 'Forecasts with a stateful recurrent network that learns from each observation.',
  argument,
  example: { horizon: 7, hidden: 32 },
  accepts: 'Lookback',
  emits: 'Forecast',
  added: { at: 'end' },
  leads: leadsKnown,
  build: lstmWith,
}

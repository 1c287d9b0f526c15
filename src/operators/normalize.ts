import * as z from 'zod/mini'
import { DataError } from '../errors.ts'
import type { Observation } from '../series/observation.ts'
import type { Scale, Scaled } from '../series/scale.ts'
import { visitSaveable } from '../state/fields.ts'
import { type RunningScale, runningScale } from '../stats/running-scale.ts'
import { WatchedScale } from '../stats/watched-scale.ts'
import type { StepWord } from '../word.ts'
import { checkArgument } from '../words/check-argument.ts'
import { required } from '../words/option.ts'
import type { NormalizeOptions } from './options.generated.ts'
import { type Operator, stateful } from './stateful.ts'

export type { NormalizeOptions }

export const normalizeOptions = z
  .strictObject({
    decayedMoments: required(
      z.number().check(z.positive()),
      'Half-life of the mean and the deviation, in observations. 250 is a year of trading days.',
    ),
  })
  .check(z.describe('Options of `normalize`, for a scale that forgets.'))

const argument = z
  ._default(z.union([z.enum(['zScore', 'minMax', 'none']), normalizeOptions]), 'zScore')
  .check(
    z.describe('zScore: mean and deviation so far (default). minMax: smallest and largest so far. none: unchanged.'),
  )

/**
 * Converts values to units of a running scale, value = center + spread × scaled, and passes the scale on, so that
 * forecasts are converted back exactly. The scale at each time is computed from the values up to and including that
 * time. Each covariate is scaled by its own numbers.
 *
 * A constant column has spread 1 until it changes. From the tenth value on, an outlier counts as at most ten spreads
 * (with `minMax` as one range), so that it cannot flatten later values, while a change of level is followed within some
 * dozens of observations. Its own scaled value is not clipped. A missing value stays missing and leaves the scale
 * unchanged. So does a value far from all before it, which is in doubt until later ones show whether it was a spike, or
 * the unit or the level has changed; then the scale changes with it.
 *
 * @param method `'zScore'` (default), `'minMax'`, `'none'` or `{ decayedMoments: halfLife }` with the half-life in
 * observations
 * @throws ConfigError with every problem of the argument
 * @example
 * of(2, 4)
 *   .pipe(
 *     map((value, i) => ({ time: i, values: [value], covariates: [] })),
 *     normalize('zScore'),
 *   )
 *   .subscribe(({ values, scale }) => console.log(values[0], scale.center[0], scale.spread[0]))
 * // 0 2 1
 * // 1 3 1
 */
export function normalize(method?: 'zScore' | 'minMax' | 'none' | NormalizeOptions): Operator<Observation, Scaled> {
  const kind = checkArgument('normalize', argument, method)
  return stateful((emit) => {
    let columns: Columns | undefined
    const fresh = () => runningScale(kind)
    const watched = () => new WatchedScale(fresh())
    return {
      next(observation) {
        if (observation.future) return
        const { values, covariates = [] } = observation
        columns ??= { values: Array.from(values, watched), covariates: Array.from(covariates, fresh) }
        demandAsMany(columns, values.length, covariates.length)
        const center = new Float64Array(values.length)
        const spread = new Float64Array(values.length)
        const scaled = scaleWith(columns.values, values, center, spread)
        const inputs = scaleWith(columns.covariates, covariates)
        const scale = { center, spread, ...changesOf(columns.values) }
        const { time, row, key, cadence, restart } = observation
        emit({ time, values: scaled, covariates: inputs, row, key, cadence, restart, scale, unscaled: observation })
      },
      state(fields) {
        // A half-life may differ: the moments state it as a constant.
        fields.same('method', typeof kind === 'string' ? kind : 'decayedMoments')
        columns = fields.optional<Columns>('columns', columns, (fields, columns = { values: [], covariates: [] }) => ({
          values: fields.list('values', columns.values, visitSaveable(watched)),
          covariates: fields.list('covariates', columns.covariates, visitSaveable(fresh)),
        }))
      },
    }
  })
}

/** A scale for each channel and each covariate. */
interface Columns {
  readonly values: readonly WatchedScale[]
  readonly covariates: readonly RunningScale[]
}

/** What the scales have found of the last values, if there is anything. */
function changesOf(scales: readonly WatchedScale[]): Pick<Scale, 'doubts' | 'changed'> {
  const changed = scales.flatMap(({ hasChanged }, channel) => (hasChanged ? [channel] : []))
  return {
    ...(scales.some(({ doubt }) => doubt > 0) && { doubts: scales.map(({ doubt }) => doubt) }),
    ...(changed.length > 0 && { changed }),
  }
}

/** Numbers that have no scale cannot be scaled. */
function demandAsMany(columns: Columns, values: number, covariates: number): void {
  if (values === columns.values.length && covariates === columns.covariates.length) return
  const expected = `${columns.values.length} values and ${columns.covariates.length} covariates`
  throw new DataError(
    `normalize: expected ${expected}, got ${values} and ${covariates}; give each observation as many as the first`,
  )
}

function scaleWith(
  columns: readonly RunningScale[],
  numbers: ArrayLike<number>,
  center?: Float64Array,
  spread?: Float64Array,
): Float64Array {
  const scaled = new Float64Array(numbers.length)
  for (let i = 0; i < numbers.length; i++) {
    const column = columns[i]!
    column.learn(numbers[i]!)
    scaled[i] = isDoubtful(column) ? Number.NaN : (numbers[i]! - column.center) / column.spread
    if (center) center[i] = column.center
    if (spread) spread[i] = column.spread
  }
  return scaled
}

const isDoubtful = (column: RunningScale) => column instanceof WatchedScale && column.doubt > 0

export const normalizeWord: StepWord = {
  name: 'normalize',
  summary: 'Converts values to units of a running scale; forecasts are converted back.',
  argument,
  example: { decayedMoments: 250 },
  accepts: 'Observation',
  emits: 'Scaled',
  build: normalize,
}

import { gaussianQuantile } from '../stats/gaussian-quantile.ts'
import type { Random } from './random.ts'
import {
  biasesAt,
  columnsOf,
  filterBiasesAt,
  filtersAt,
  gateCount,
  headBiasesAt,
  parameterCount,
  queriesAt,
  type Shape,
  weightsAt,
} from './shape.ts'

/**
 * Initial parameters: weights uniform in ±1/√n, n being the numbers that a filter sees, else `hidden`; biases 0, except
 * those of the forget gate (`forgetBias`, by default 1, so that a new cell remembers: Jozefowicz et al. 2015); a head of
 * zeros, so that an untrained network predicts 0, or the quantiles of a standard normal distribution.
 *
 * @param levels of the quantiles, if outputs are quantiles
 */
export function initialize(
  shape: Shape,
  forgetBias: number,
  random: Random,
  levels: readonly number[] = [],
): Float64Array {
  const parameters = new Float64Array(parameterCount(shape))
  const draw = (start: number, end: number, bound: number) => {
    for (let i = start; i < end; i++) parameters[i] = (2 * random.uniform() - 1) * bound
  }
  const bound = 1 / Math.sqrt(shape.hidden)
  for (let layer = 0; layer < shape.layers; layer++) {
    const start = weightsAt(shape, layer)
    draw(start, start + gateCount * shape.hidden * columnsOf(shape, layer), bound)
    const forget = biasesAt(shape, layer) + shape.hidden
    parameters.fill(forgetBias, forget, forget + shape.hidden)
  }
  const quantiles = levels.map(gaussianQuantile)
  if (quantiles.length > 0)
    for (let i = 0; i < shape.outputs; i++) parameters[headBiasesAt(shape) + i] = quantiles[i % quantiles.length]!
  const width = shape.front?.convolution?.width ?? 1
  draw(filtersAt(shape), filterBiasesAt(shape), 1 / Math.sqrt(width * shape.inputs))
  draw(queriesAt(shape), parameters.length, bound)
  return parameters
}

import type { Random } from './random.ts'
import { biasesAt, columnsOf, gateCount, parameterCount, type Shape, weightsAt } from './shape.ts'

/**
 * Initial parameters: weights uniform in ±1/√hidden; biases 0, except those of the forget gate (`forgetBias`, by
 * default 1, so that a new cell remembers: Jozefowicz et al. 2015); a head of zeros, so that an untrained network
 * predicts 0.
 */
export function initialize(shape: Shape, forgetBias: number, random: Random): Float64Array {
  const parameters = new Float64Array(parameterCount(shape))
  const bound = 1 / Math.sqrt(shape.hidden)
  for (let layer = 0; layer < shape.layers; layer++) {
    const start = weightsAt(shape, layer)
    const end = start + gateCount * shape.hidden * columnsOf(shape, layer)
    for (let i = start; i < end; i++) parameters[i] = (2 * random.uniform() - 1) * bound
    const forget = biasesAt(shape, layer) + shape.hidden
    parameters.fill(forgetBias, forget, forget + shape.hidden)
  }
  return parameters
}

import { tanh } from '../stats/elementary.ts'
import { type Front, filterBiasesAt, filtersAt, lowestInputs, type Shape } from './shape.ts'

/** What a forward pass of the convolution leaves to the backward one. */
export interface ConvolutionTrace {
  readonly filters: number
  readonly width: number
  /** Inputs from `width` − 1 steps before the first on, zero if there were none: shape [(width − 1 + steps) × inputs]. */
  readonly seen: Float64Array
  /** Inputs of the lowest layer, shape [steps × (inputs + filters)]. */
  readonly joined: Float64Array
}

export function convolutionTraceOf(
  shape: Shape,
  { filters, width }: NonNullable<Front['convolution']>,
  steps: number,
): ConvolutionTrace {
  const seen = new Float64Array((width - 1 + steps) * shape.inputs)
  return { filters, width, seen, joined: new Float64Array(steps * lowestInputs(shape)) }
}

/**
 * A causal convolution over the inputs: z_t = tanh(b + Σ_k w_k·x_{t−k}), over the `width` steps up to t, for each filter
 * (Waibel et al. 1989). Its outputs are joined to the inputs.
 *
 * @param x shape [steps × inputs]
 * @param past the inputs of earlier steps, oldest first
 * @returns the inputs of the lowest layer: x_t, z_t
 */
export function convolve(
  shape: Shape,
  parameters: Float64Array,
  x: Float64Array,
  past: Float64Array,
  steps: number,
  { filters, width, seen, joined }: ConvolutionTrace,
): Float64Array {
  const { inputs } = shape
  const before = (width - 1) * inputs
  const kept = Math.min(before, past.length)
  seen.fill(0, 0, before - kept)
  seen.set(past.subarray(past.length - kept), before - kept)
  seen.set(x.subarray(0, steps * inputs), before)
  const [weights, biases, taps] = [filtersAt(shape), filterBiasesAt(shape), width * inputs]
  for (let t = 0; t < steps; t++) {
    const at = t * (inputs + filters)
    for (let k = 0; k < inputs; k++) joined[at + k] = x[t * inputs + k]!
    for (let f = 0; f < filters; f++) {
      let z = parameters[biases + f]!
      for (let k = 0; k < taps; k++) z += parameters[weights + f * taps + k]! * seen[t * inputs + k]!
      joined[at + inputs + f] = tanh(z)
    }
  }
  return joined
}

/**
 * Adds to `gradients` the derivatives by the filters' weights and biases.
 *
 * @param dJoined derivative by each input of the lowest layer, shape [steps × (inputs + filters)]
 * @param dInputs overwritten with the derivative by each input, shape [steps × inputs], if it is given
 */
export function backwardConvolution(
  shape: Shape,
  parameters: Float64Array,
  { filters, width, seen, joined }: ConvolutionTrace,
  steps: number,
  dJoined: Float64Array,
  gradients: Float64Array,
  dInputs?: Float64Array,
): void {
  const { inputs } = shape
  const [weights, biases, taps] = [filtersAt(shape), filterBiasesAt(shape), width * inputs]
  const dSeen = new Float64Array((width - 1 + steps) * inputs)
  const before = (width - 1) * inputs
  for (let t = 0; t < steps; t++) {
    const at = t * (inputs + filters)
    for (let k = 0; k < inputs; k++) dSeen[before + t * inputs + k]! += dJoined[at + k]!
    for (let f = 0; f < filters; f++) {
      const z = joined[at + inputs + f]!
      const dz = dJoined[at + inputs + f]! * (1 - z * z)
      gradients[biases + f]! += dz
      for (let k = 0; k < taps; k++) {
        gradients[weights + f * taps + k]! += dz * seen[t * inputs + k]!
        dSeen[t * inputs + k]! += dz * parameters[weights + f * taps + k]!
      }
    }
  }
  dInputs?.set(dSeen.subarray(before))
}

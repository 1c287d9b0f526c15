import { headAt, headBiasesAt, headInputs, type Shape } from './shape.ts'

/**
 * The linear head: y_t = W_y·h_t + b_y.
 *
 * @param h state of the top layer, with the context of attention if there is one, shape [steps × headInputs]
 * @param prediction overwritten, shape [steps × outputs]
 */
export function forwardHead(
  shape: Shape,
  parameters: Float64Array,
  h: Float64Array,
  steps: number,
  prediction: Float64Array,
): void {
  const { outputs } = shape
  const n = headInputs(shape)
  const weights = headAt(shape)
  const biases = headBiasesAt(shape)
  for (let t = 0; t < steps; t++)
    for (let q = 0; q < outputs; q++) {
      let y = parameters[biases + q]!
      for (let j = 0; j < n; j++) y += parameters[weights + q * n + j]! * h[t * n + j]!
      prediction[t * outputs + q] = y
    }
}

/**
 * Adds to `gradients` the derivatives by the head's parameters.
 *
 * @param dPrediction derivative of the loss by each prediction, shape [steps × outputs]
 * @param dH zeros, to which the derivative by each number of `h` is added, shape [steps × headInputs]
 */
export function backwardHead(
  shape: Shape,
  parameters: Float64Array,
  h: Float64Array,
  steps: number,
  dPrediction: Float64Array,
  gradients: Float64Array,
  dH: Float64Array,
): void {
  const { outputs } = shape
  const n = headInputs(shape)
  const weights = headAt(shape)
  const biases = headBiasesAt(shape)
  for (let t = steps - 1; t >= 0; t--)
    for (let q = 0; q < outputs; q++) {
      const dy = dPrediction[t * outputs + q]!
      if (dy === 0) continue
      gradients[biases + q]! += dy
      for (let j = 0; j < n; j++) {
        gradients[weights + q * n + j]! += dy * h[t * n + j]!
        dH[t * n + j]! += dy * parameters[weights + q * n + j]!
      }
    }
}

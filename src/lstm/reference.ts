import { exp, tanh } from '../stats/elementary.ts'
import { type AttentionTrace, attend, attentionTraceOf, backwardAttention } from './attention.ts'
import { backwardConvolution, type ConvolutionTrace, convolutionTraceOf, convolve } from './convolution.ts'
import { backwardHead, forwardHead } from './head.ts'
import { biasesAt, columnsOf, headInputs, lowestInputs, type Shape, weightsAt } from './shape.ts'

/*
 * The LSTM in textbook form (Hochreiter & Schmidhuber 1997, forget gate of Gers et al. 2000), in float64. It is slow;
 * the kernel is tested against it. For each layer, with [h, x] the state of the previous step joined to the input:
 *
 *   i = σ(W_i·[h, x] + b_i)     f = σ(W_f·[h, x] + b_f)     o = σ(W_o·[h, x] + b_o)     C̃ = tanh(W_c·[h, x] + b_c)
 *   C_t = f ∗ C_{t−1} + i ∗ C̃     h_t = o ∗ tanh C_t     y_t = W_y·h_t + b_y
 */

/** σ(x) = 1 / (1 + e^−x). */
const sigmoid = (x: number) => 1 / (1 + exp(-x))

/** Everything that a forward pass computes, layer by layer; arrays have shape [steps × hidden]. */
export interface LayerTrace {
  readonly input: Float64Array
  readonly forget: Float64Array
  readonly output: Float64Array
  readonly candidate: Float64Array
  readonly cell: Float64Array
  /** tanh of the cell. */
  readonly squashed: Float64Array
  readonly hidden: Float64Array
  /** Input of the layer: [h_{t−1}, x_t], shape [steps × columns]. */
  readonly joined: Float64Array
  /** C before the first step, shape [hidden]. */
  readonly cellBefore: Float64Array
}

export interface Trace {
  readonly steps: number
  readonly layers: readonly LayerTrace[]
  /** Shape [steps × outputs]. */
  readonly prediction: Float64Array
  readonly convolution?: ConvolutionTrace | undefined
  readonly attention?: AttentionTrace | undefined
}

/** What a convolution and attention see of the steps before the first, oldest first. */
export interface Past {
  /** Shape [some × inputs]. */
  readonly inputs: Float64Array
  /** States of the top layer, shape [some × hidden]. */
  readonly states: Float64Array
}

const noPast: Past = { inputs: new Float64Array(0), states: new Float64Array(0) }

/** An empty trace of a window of n steps. */
export function traceOf(shape: Shape, steps: number): Trace {
  const numbers = (width: number) => new Float64Array(steps * width)
  const { hidden } = shape
  const layers = Array.from({ length: shape.layers }, (_, layer) => ({
    input: numbers(hidden),
    forget: numbers(hidden),
    output: numbers(hidden),
    candidate: numbers(hidden),
    cell: numbers(hidden),
    squashed: numbers(hidden),
    hidden: numbers(hidden),
    joined: numbers(columnsOf(shape, layer)),
    cellBefore: new Float64Array(hidden),
  }))
  return {
    steps,
    layers,
    prediction: numbers(shape.outputs),
    convolution: shape.front?.convolution && convolutionTraceOf(shape, shape.front.convolution, steps),
    attention: shape.front?.attention && attentionTraceOf(shape, shape.front.attention, steps),
  }
}

/**
 * Runs `steps` steps and fills the trace.
 * @param x shape [steps × inputs]
 * @param state h and c of each layer before the first step, shape [layers × 2 × hidden]; not changed
 * @param past what a convolution and attention see of earlier steps; those before it do not exist
 */
export function forward(
  shape: Shape,
  parameters: Float64Array,
  x: Float64Array,
  state: Float64Array,
  steps: number,
  trace: Trace,
  past = noPast,
): void {
  const { attention, convolution } = trace
  const lowest = convolution ? convolve(shape, parameters, x, past.inputs, steps, convolution) : x
  for (let t = 0; t < steps; t++)
    for (let layer = 0; layer < shape.layers; layer++) forwardLayer(shape, parameters, lowest, state, t, layer, trace)
  const { hidden } = trace.layers[shape.layers - 1]!
  const top = attention ? attend(shape, parameters, hidden, past.states, steps, attention) : hidden
  forwardHead(shape, parameters, top, steps, trace.prediction)
}

function forwardLayer(
  shape: Shape,
  parameters: Float64Array,
  x: Float64Array,
  state: Float64Array,
  t: number,
  layer: number,
  trace: Trace,
) {
  const n = shape.hidden
  const inputs = lowestInputs(shape)
  const l = trace.layers[layer]!
  const columns = columnsOf(shape, layer)
  const join = t * columns
  for (let j = 0; j < n; j++) l.joined[join + j] = t > 0 ? l.hidden[(t - 1) * n + j]! : state[layer * 2 * n + j]!
  if (layer === 0) for (let k = 0; k < inputs; k++) l.joined[join + n + k] = x[t * inputs + k]!
  else for (let k = 0; k < n; k++) l.joined[join + n + k] = trace.layers[layer - 1]!.hidden[t * n + k]!

  const weights = weightsAt(shape, layer)
  const biases = biasesAt(shape, layer)
  for (let j = 0; j < n; j++) {
    let i = parameters[biases + j]!
    let f = parameters[biases + n + j]!
    let o = parameters[biases + 2 * n + j]!
    let g = parameters[biases + 3 * n + j]!
    const row = weights + j * columns
    const gate = n * columns
    for (let k = 0; k < columns; k++) {
      const v = l.joined[join + k]!
      i += parameters[row + k]! * v
      f += parameters[row + gate + k]! * v
      o += parameters[row + 2 * gate + k]! * v
      g += parameters[row + 3 * gate + k]! * v
    }
    const at = t * n + j
    l.input[at] = sigmoid(i)
    l.forget[at] = sigmoid(f)
    l.output[at] = sigmoid(o)
    l.candidate[at] = tanh(g)
    if (t === 0) l.cellBefore[j] = state[layer * 2 * n + n + j]!
    const before = t > 0 ? l.cell[at - n]! : l.cellBefore[j]!
    l.cell[at] = l.forget[at]! * before + l.input[at]! * l.candidate[at]!
    l.squashed[at] = tanh(l.cell[at]!)
    l.hidden[at] = l.output[at]! * l.squashed[at]!
  }
}

/**
 * Adds the derivative of a loss by every parameter to `gradients`: truncated backpropagation through time.
 *
 * @param dPrediction derivative of the loss by each prediction, shape [steps × outputs]
 * @param dInputs overwritten with the derivative by each input, shape [steps × inputs], if it is given
 */
export function backward(
  shape: Shape,
  parameters: Float64Array,
  trace: Trace,
  steps: number,
  dPrediction: Float64Array,
  gradients: Float64Array,
  dInputs?: Float64Array,
): void {
  const { hidden: n, layers } = shape
  const { attention, convolution } = trace
  const top = attention ? attention.top : trace.layers[layers - 1]!.hidden
  const dRead = new Float64Array(steps * headInputs(shape))
  backwardHead(shape, parameters, top, steps, dPrediction, gradients, dRead)
  const dTop = attention ? backwardAttention(shape, parameters, attention, steps, dRead, gradients) : dRead
  const dLowest = convolution ? new Float64Array(steps * lowestInputs(shape)) : dInputs
  const dHidden = Array.from({ length: layers }, () => new Float64Array(n))
  const dCell = Array.from({ length: layers }, () => new Float64Array(n))
  const fromAbove = new Float64Array(n)
  const dJoined = Array.from({ length: layers }, (_, layer) => new Float64Array(columnsOf(shape, layer)))
  for (let t = steps - 1; t >= 0; t--) {
    fromAbove.set(dTop.subarray(t * n, (t + 1) * n))
    for (let layer = layers - 1; layer >= 0; layer--) {
      backwardLayer(
        shape,
        parameters,
        trace,
        t,
        layer,
        dHidden[layer]!,
        dCell[layer]!,
        fromAbove,
        dJoined[layer]!,
        gradients,
      )
    }
    dLowest?.set(dJoined[0]!.subarray(n), t * lowestInputs(shape))
  }
  if (convolution) backwardConvolution(shape, parameters, convolution, steps, dLowest!, gradients, dInputs)
}

/** In: `dHidden` and `dCell` from step t + 1, `fromAbove` from the layer above. Out: for step t − 1 and the layer below. */
function backwardLayer(
  shape: Shape,
  parameters: Float64Array,
  trace: Trace,
  t: number,
  layer: number,
  dHidden: Float64Array,
  dCell: Float64Array,
  fromAbove: Float64Array,
  dJoined: Float64Array,
  gradients: Float64Array,
) {
  const { hidden: n } = shape
  const l = trace.layers[layer]!
  const columns = columnsOf(shape, layer)
  dJoined.fill(0)
  const weights = weightsAt(shape, layer)
  const biases = biasesAt(shape, layer)
  const gate = n * columns
  for (let j = 0; j < n; j++) {
    const at = t * n + j
    const i = l.input[at]!
    const f = l.forget[at]!
    const o = l.output[at]!
    const g = l.candidate[at]!
    const squashed = l.squashed[at]!
    const before = t > 0 ? l.cell[at - n]! : l.cellBefore[j]!
    const dh = dHidden[j]! + fromAbove[j]!
    const dC = dCell[j]! + dh * o * (1 - squashed * squashed)
    dCell[j] = dC * f
    const di = dC * g * i * (1 - i)
    const df = dC * before * f * (1 - f)
    const dO = dh * squashed * o * (1 - o)
    const dg = dC * i * (1 - g * g)
    gradients[biases + j]! += di
    gradients[biases + n + j]! += df
    gradients[biases + 2 * n + j]! += dO
    gradients[biases + 3 * n + j]! += dg
    const row = weights + j * columns
    for (let k = 0; k < columns; k++) {
      const v = l.joined[t * columns + k]!
      gradients[row + k]! += di * v
      gradients[row + gate + k]! += df * v
      gradients[row + 2 * gate + k]! += dO * v
      gradients[row + 3 * gate + k]! += dg * v
      dJoined[k]! +=
        di * parameters[row + k]! +
        df * parameters[row + gate + k]! +
        dO * parameters[row + 2 * gate + k]! +
        dg * parameters[row + 3 * gate + k]!
    }
  }
  dHidden.set(dJoined.subarray(0, n))
  if (layer > 0) fromAbove.set(dJoined.subarray(n))
}

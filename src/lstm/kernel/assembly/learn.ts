import { adam, scale, squares } from './adam'
import { closeGates, openGates } from './gates'
import { multiply } from './multiply'
import { outer, sumRows } from './outer'
import {
  batchCellsAt,
  batchGatesAt,
  batchGatesBytes,
  batchHiddenAt,
  batchHiddenBytes,
  batchInputsAt,
  batchOutputsAt,
  batchSquashedAt,
  batchSquashedBytes,
  cellSlopesAt,
  channels,
  firstAt,
  gateStride,
  gateWidth,
  gradientAt,
  headAt,
  hiddenSlopesAt,
  hiddenWidth,
  inputs,
  inputWidthOf,
  layerAt,
  layers,
  outputWidth,
  parameterBytes,
  parametersAt,
  secondAt,
  transposedAt,
} from './plan'
import { transpose } from './transpose'
import { countAll, forgetMembers, gather, loss, members, slopes } from './windows'

/** Of the last update. */
export let norm: f64 = 0

/**
 * Begins a gradient, or adds to it: the sum over some members of the gradient of the mean loss over the known targets
 * of all windows of a member.
 *
 * An order is a window: member, first row, state that it starts from, or 0 for zeros, number of rows; those of a member
 * follow each other. `length` is the number of rows of the longest window. Shorter ones are continued by rows without
 * targets, which change nothing.
 */
export function gradient(weights: usize, windows: i32, length: i32, squared: bool, begins: bool): void {
  if (begins) forgetMembers()
  const batch = windows * channels
  const rows = length * batch
  gather(windows, length)
  const adds = members > 0
  if (!countAll(windows, length)) return

  const parameters = weights + parametersAt
  for (let layer = 0; layer < layers; layer++) forward(parameters, layer, batch, length)
  const top = batchHiddenAt + <usize>(layers - 1) * batchHiddenBytes + ((<usize>(batch * hiddenWidth)) << 2)
  const hiddenRow = (<usize>hiddenWidth) << 2
  const outputRow = (<usize>outputWidth) << 2
  const head = parameters + headAt
  const headBiases = (<usize>(hiddenWidth * outputWidth)) << 2
  multiply(
    rows, outputWidth >> 3, hiddenWidth, top, hiddenRow, head, head + headBiases, 0, batchOutputsAt, outputRow,
  )
  slopes(windows, length, squared)

  outer(rows, hiddenWidth, outputWidth >> 3, top, hiddenRow, batchOutputsAt, outputRow, gradientAt + headAt, adds)
  sumRows(rows, outputWidth >> 3, batchOutputsAt, outputRow, gradientAt + headAt + headBiases, adds)
  transpose(hiddenWidth, outputWidth, head, transposedAt)
  multiply(
    rows, hiddenWidth >> 3, outputWidth, batchOutputsAt, outputRow, transposedAt, zeros(), 0, hiddenSlopesAt, hiddenRow,
  )
  for (let layer = layers - 1; layer >= 0; layer--) backward(parameters, layer, batch, length, adds)
}

/**
 * One update by the mean of the gradient over the members.
 * Returns 1 if the weights moved, 0 if no target is known, −1 if the numbers overflowed; the weights are unchanged
 * unless it is 1.
 */
export function update(weights: usize, clipNorm: f64, rate: f32, epsilon: f32): i32 {
  norm = 0
  if (members === 0) return 0
  if (members > 1) scale(gradientAt, parameterBytes, <f32>1 / <f32>members)
  norm = Math.sqrt(squares(gradientAt, parameterBytes))
  if (!(norm < Infinity) || !(loss < Infinity)) return -1
  const factor = min(1.0, clipNorm / (norm + 1e-6))
  adam(
    weights + parametersAt, gradientAt, weights + firstAt, weights + secondAt, parameterBytes, <f32>factor, rate, epsilon,
  )
  return 1
}

/** The inputs of a layer are known for all time steps: one product. Its state is not: one product a step. */
function forward(parameters: usize, layer: i32, batch: i32, length: i32): void {
  const width = inputWidthOf(layer)
  const recurrent = parameters + layerAt(layer)
  const fromBelow = recurrent + ((<usize>(hiddenWidth * gateWidth)) << 2)
  const biases = fromBelow + ((<usize>(width * gateWidth)) << 2)
  const panels = gateWidth >> 3
  const hiddenRow = (<usize>hiddenWidth) << 2
  const units = <usize>batch * hiddenRow
  let gates = batchGatesAt + <usize>layer * batchGatesBytes
  let state = batchHiddenAt + <usize>layer * batchHiddenBytes
  let cell = batchCellsAt + <usize>layer * batchHiddenBytes
  let squashed = batchSquashedAt + <usize>layer * batchSquashedBytes
  multiply(
    length * batch,
    panels,
    width,
    belowOf(layer, batch),
    (<usize>width) << 2,
    fromBelow,
    biases,
    0,
    gates,
    gateStride,
  )
  for (let k = 0; k < length; k++) {
    multiply(batch, panels, hiddenWidth, state, hiddenRow, recurrent, gates, gateStride, gates, gateStride)
    openGates(batch, hiddenWidth, gates, gateStride, cell, cell + units, squashed, state + units)
    gates += <usize>batch * gateStride
    state += units
    cell += units
    squashed += units
  }
}

/**
 * Turns the derivatives by h in `hiddenSlopesAt` into the gradient of this layer and the derivatives by h of the layer
 * below.
 */
function backward(parameters: usize, layer: i32, batch: i32, length: i32, adds: bool): void {
  const width = inputWidthOf(layer)
  const rows = length * batch
  const recurrent = layerAt(layer)
  const fromBelow = recurrent + ((<usize>(hiddenWidth * gateWidth)) << 2)
  const biases = fromBelow + ((<usize>(width * gateWidth)) << 2)
  const panels = gateWidth >> 3
  const hiddenRow = (<usize>hiddenWidth) << 2
  const units = <usize>batch * hiddenRow
  const allGates = batchGatesAt + <usize>layer * batchGatesBytes
  const states = batchHiddenAt + <usize>layer * batchHiddenBytes
  transpose(hiddenWidth, gateWidth, parameters + recurrent, transposedAt)
  memory.fill(cellSlopesAt, 0, units)

  let gates = allGates + <usize>rows * gateStride
  let cell = batchCellsAt + <usize>layer * batchHiddenBytes + <usize>length * units
  let squashed = batchSquashedAt + <usize>layer * batchSquashedBytes + <usize>length * units
  let slopes = hiddenSlopesAt + <usize>length * units
  for (let k = length - 1; k >= 0; k--) {
    slopes -= units
    if (k < length - 1)
      multiply(batch, hiddenWidth >> 3, gateWidth, gates, gateStride, transposedAt, slopes, hiddenRow, slopes, hiddenRow)
    gates -= <usize>batch * gateStride
    cell -= units
    squashed -= units
    closeGates(batch, hiddenWidth, gates, gateStride, cell, squashed, slopes, cellSlopesAt)
  }

  outer(rows, hiddenWidth, panels, states, hiddenRow, allGates, gateStride, gradientAt + recurrent, adds)
  outer(
    rows, width, panels, belowOf(layer, batch), (<usize>width) << 2, allGates, gateStride, gradientAt + fromBelow, adds,
  )
  sumRows(rows, panels, allGates, gateStride, gradientAt + biases, adds)
  if (layer > 0) {
    transpose(hiddenWidth, gateWidth, parameters + fromBelow, transposedAt)
    multiply(rows, hiddenWidth >> 3, gateWidth, allGates, gateStride, transposedAt, zeros(), 0, hiddenSlopesAt, hiddenRow)
  }
}

/** What a layer reads: the inputs, or the states of the layer below. */
function belowOf(layer: i32, batch: i32): usize {
  return layer === 0
    ? batchInputsAt
    : batchHiddenAt + <usize>(layer - 1) * batchHiddenBytes + ((<usize>(batch * hiddenWidth)) << 2)
}

/** A row of zeros, as long as a row of h. */
function zeros(): usize {
  memory.fill(cellSlopesAt, 0, (<usize>hiddenWidth) << 2)
  return cellSlopesAt
}

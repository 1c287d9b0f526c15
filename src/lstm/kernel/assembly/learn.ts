import { adam, squares } from './adam'
import { closeGates, openGates } from './gates'
import { countKnown, slopesOfLoss } from './loss'
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
  batchTargetsAt,
  cellSlopesAt,
  channels,
  firstAt,
  gateStride,
  gateWidth,
  gradientAt,
  headAt,
  hiddenSlopesAt,
  hiddenWidth,
  inputWidthOf,
  kept,
  layerAt,
  layers,
  outputWidth,
  parameterBytes,
  parametersAt,
  rowBytes,
  rowState,
  rowTargets,
  secondAt,
  startsAt,
  storeAt,
  turnedAt,
} from './plan'
import { times } from './times'
import { turn } from './turn'

/** Of the last call of `learn`. */
export let loss: f64 = 0
export let norm: f64 = 0

/**
 * One update on windows of `length` rows; where they begin stands at `startsAt`.
 * Returns 1 where the weights moved, 0 where no target was known, −1 where the numbers overflowed; nothing has changed then.
 */
export function learn(windows: i32, length: i32, squared: bool, clipNorm: f64, rate: f32, epsilon: f32): i32 {
  const batch = windows * channels
  const rows = length * batch
  gather(windows, length)
  const said = (<usize>(rows * outputWidth)) << 2
  const known = countKnown(batchTargetsAt, said)
  loss = 0
  norm = 0
  if (known === 0) return 0

  for (let layer = 0; layer < layers; layer++) forward(layer, batch, length)
  const top = batchHiddenAt + <usize>(layers - 1) * batchHiddenBytes + ((<usize>(batch * hiddenWidth)) << 2)
  const rowOf = (<usize>hiddenWidth) << 2
  const saidRow = (<usize>outputWidth) << 2
  const head = parametersAt + headAt
  const headBiases = (<usize>(hiddenWidth * outputWidth)) << 2
  times(rows, outputWidth >> 3, hiddenWidth, top, rowOf, head, head + headBiases, 0, batchOutputsAt, saidRow)
  loss = slopesOfLoss(squared, batchOutputsAt, batchTargetsAt, said, <f32>1 / <f32>known) / <f64>known

  outer(rows, hiddenWidth, outputWidth >> 3, top, rowOf, batchOutputsAt, saidRow, gradientAt + headAt)
  sumRows(rows, outputWidth >> 3, batchOutputsAt, saidRow, gradientAt + headAt + headBiases)
  turn(hiddenWidth, outputWidth, head, turnedAt)
  times(rows, hiddenWidth >> 3, outputWidth, batchOutputsAt, saidRow, turnedAt, zeros(), 0, hiddenSlopesAt, rowOf)
  for (let layer = layers - 1; layer >= 0; layer--) backward(layer, batch, length)

  norm = Math.sqrt(squares(gradientAt, parameterBytes))
  if (!(norm < Infinity) || !(loss < Infinity)) return -1
  const factor = min(1.0, clipNorm / (norm + 1e-6))
  adam(parametersAt, gradientAt, firstAt, secondAt, parameterBytes, <f32>factor, rate, epsilon)
  return 1
}

/** Copies the windows out of the store: rows by time, then window, then channel. */
function gather(windows: i32, length: i32): void {
  const units = (<usize>(channels * hiddenWidth)) << 2
  for (let window = 0; window < windows; window++) {
    let row = load<i32>(startsAt + ((<usize>window) << 2))
    const state = storeAt + <usize>row * rowBytes + rowState
    for (let layer = 0; layer < layers; layer++) {
      const to = <usize>layer * batchHiddenBytes + <usize>window * units
      memory.copy(batchHiddenAt + to, state + 2 * <usize>layer * units, units)
      memory.copy(batchCellsAt + to, state + (2 * <usize>layer + 1) * units, units)
    }
    const inputs = rowTargets
    const targets = rowState - rowTargets
    for (let k = 0; k < length; k++) {
      const from = storeAt + <usize>row * rowBytes
      const place = <usize>(k * windows + window)
      memory.copy(batchInputsAt + place * inputs, from, inputs)
      memory.copy(batchTargetsAt + place * targets, from + rowTargets, targets)
      row = row + 1 === kept ? 0 : row + 1
    }
  }
}

/** What comes from below is known for all times at once: one product. What comes from the step before is not. */
function forward(layer: i32, batch: i32, length: i32): void {
  const width = inputWidthOf(layer)
  const recurrent = parametersAt + layerAt(layer)
  const fromBelow = recurrent + ((<usize>(hiddenWidth * gateWidth)) << 2)
  const biases = fromBelow + ((<usize>(width * gateWidth)) << 2)
  const panels = gateWidth >> 3
  const rowOf = (<usize>hiddenWidth) << 2
  const units = <usize>batch * rowOf
  let gates = batchGatesAt + <usize>layer * batchGatesBytes
  let state = batchHiddenAt + <usize>layer * batchHiddenBytes
  let cell = batchCellsAt + <usize>layer * batchHiddenBytes
  let squashed = batchSquashedAt + <usize>layer * batchSquashedBytes
  times(
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
    times(batch, panels, hiddenWidth, state, rowOf, recurrent, gates, gateStride, gates, gateStride)
    openGates(batch, hiddenWidth, gates, gateStride, cell, cell + units, squashed, state + units)
    gates += <usize>batch * gateStride
    state += units
    cell += units
    squashed += units
  }
}

/** From the derivatives by h in `hiddenSlopesAt` to the gradient of this layer, and to the derivatives by h of the layer below. */
function backward(layer: i32, batch: i32, length: i32): void {
  const width = inputWidthOf(layer)
  const rows = length * batch
  const recurrent = layerAt(layer)
  const fromBelow = recurrent + ((<usize>(hiddenWidth * gateWidth)) << 2)
  const biases = fromBelow + ((<usize>(width * gateWidth)) << 2)
  const panels = gateWidth >> 3
  const rowOf = (<usize>hiddenWidth) << 2
  const units = <usize>batch * rowOf
  const allGates = batchGatesAt + <usize>layer * batchGatesBytes
  const states = batchHiddenAt + <usize>layer * batchHiddenBytes
  turn(hiddenWidth, gateWidth, parametersAt + recurrent, turnedAt)
  memory.fill(cellSlopesAt, 0, units)

  let gates = allGates + <usize>rows * gateStride
  let cell = batchCellsAt + <usize>layer * batchHiddenBytes + <usize>length * units
  let squashed = batchSquashedAt + <usize>layer * batchSquashedBytes + <usize>length * units
  let slopes = hiddenSlopesAt + <usize>length * units
  for (let k = length - 1; k >= 0; k--) {
    slopes -= units
    if (k < length - 1)
      times(batch, hiddenWidth >> 3, gateWidth, gates, gateStride, turnedAt, slopes, rowOf, slopes, rowOf)
    gates -= <usize>batch * gateStride
    cell -= units
    squashed -= units
    closeGates(batch, hiddenWidth, gates, gateStride, cell, squashed, slopes, cellSlopesAt)
  }

  outer(rows, hiddenWidth, panels, states, rowOf, allGates, gateStride, gradientAt + recurrent)
  outer(rows, width, panels, belowOf(layer, batch), (<usize>width) << 2, allGates, gateStride, gradientAt + fromBelow)
  sumRows(rows, panels, allGates, gateStride, gradientAt + biases)
  if (layer > 0) {
    turn(hiddenWidth, gateWidth, parametersAt + fromBelow, turnedAt)
    times(rows, hiddenWidth >> 3, gateWidth, allGates, gateStride, turnedAt, zeros(), 0, hiddenSlopesAt, rowOf)
  }
}

/** The rows a layer reads: the inputs, or the states of the layer below. */
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

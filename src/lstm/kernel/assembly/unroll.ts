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
  batchSquashedAt,
  batchSquashedBytes,
  biasesAt,
  carryAt,
  carryBytes,
  cellSlopesAt,
  fromBelowAt,
  gateStride,
  gateWidth,
  gradientAt,
  hiddenSlopesAt,
  hiddenWidth,
  inputWidth,
  inputWidthOf,
  layerAt,
  parametersAt,
  layers,
  transposedAt,
  zerosAt,
} from './plan'
import { transpose } from './transpose'

// The layers over a block of the batch: `length` steps of `batch` rows each, rows by time. A block begins at row `first`
// of the batch; its states before the first step are at row `before` of the states, those after each step follow.

@inline
function bytesOf(rows: i32): usize {
  return (<usize>(rows * hiddenWidth)) << 2
}

@inline
function gatesOf(layer: i32, row: i32): usize {
  return batchGatesAt + <usize>layer * batchGatesBytes + <usize>row * gateStride
}

@inline
function statesOf(layer: i32, row: i32): usize {
  return batchHiddenAt + <usize>layer * batchHiddenBytes + bytesOf(row)
}

@inline
function cellsOf(layer: i32, row: i32): usize {
  return batchCellsAt + <usize>layer * batchHiddenBytes + bytesOf(row)
}

@inline
function squashedOf(layer: i32, row: i32): usize {
  return batchSquashedAt + <usize>layer * batchSquashedBytes + bytesOf(row)
}

/** The inputs of a layer are known for all time steps: one product. Its state is not: one product a step. */
export function forward(parameters: usize, layer: i32, batch: i32, length: i32, first: i32, before: i32): void {
  const width = inputWidthOf(layer)
  const recurrent = parameters + layerAt(layer)
  const panels = gateWidth >> 3
  const units = bytesOf(batch)
  let gates = gatesOf(layer, first)
  let state = statesOf(layer, before)
  let cell = cellsOf(layer, before)
  let squashed = squashedOf(layer, first)
  multiply(
    length * batch,
    panels,
    width,
    belowOf(layer, batch, first, before),
    (<usize>width) << 2,
    parameters + fromBelowAt(layer),
    parameters + biasesAt(layer),
    0,
    gates,
    gateStride,
  )
  for (let k = 0; k < length; k++) {
    multiply(batch, panels, hiddenWidth, state, bytesOf(1), recurrent, gates, gateStride, gates, gateStride)
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
 *
 * @param carried whether derivatives by the state after the last step are in `carryAt`; those by the state before the
 * first step replace them
 */
export function backward(
  parameters: usize, layer: i32, batch: i32, length: i32, first: i32, before: i32, adds: bool, carried: bool,
): void {
  const width = inputWidthOf(layer)
  const rows = length * batch
  const panels = gateWidth >> 3
  const hiddenRow = bytesOf(1)
  const units = bytesOf(batch)
  const allGates = gatesOf(layer, first)
  const allSlopes = hiddenSlopesAt + bytesOf(first)
  const carry = carryAt + <usize>(2 * layer) * carryBytes
  transpose(hiddenWidth, gateWidth, parameters + layerAt(layer), transposedAt)
  if (carried) memory.copy(cellSlopesAt, carry + carryBytes, units)
  else memory.fill(cellSlopesAt, 0, units)

  let gates = allGates + <usize>rows * gateStride
  let cell = cellsOf(layer, before + rows)
  let squashed = squashedOf(layer, first + rows)
  let slopes = allSlopes + <usize>length * units
  if (carried) add(slopes - units, carry, units)
  for (let k = length - 1; k >= 0; k--) {
    slopes -= units
    if (k < length - 1)
      multiply(batch, hiddenWidth >> 3, gateWidth, gates, gateStride, transposedAt, slopes, hiddenRow, slopes, hiddenRow)
    gates -= <usize>batch * gateStride
    cell -= units
    squashed -= units
    closeGates(batch, hiddenWidth, gates, gateStride, cell, squashed, slopes, cellSlopesAt)
  }
  if (carried) {
    multiply(batch, hiddenWidth >> 3, gateWidth, gates, gateStride, transposedAt, zerosAt, 0, carry, hiddenRow)
    memory.copy(carry + carryBytes, cellSlopesAt, units)
  }

  const below = belowOf(layer, batch, first, before)
  const states = statesOf(layer, before)
  outer(rows, hiddenWidth, panels, states, hiddenRow, allGates, gateStride, gradientAt + layerAt(layer), adds)
  outer(rows, width, panels, below, (<usize>width) << 2, allGates, gateStride, gradientAt + fromBelowAt(layer), adds)
  sumRows(rows, panels, allGates, gateStride, gradientAt + biasesAt(layer), adds)
  if (layer > 0) {
    transpose(hiddenWidth, gateWidth, parameters + fromBelowAt(layer), transposedAt)
    multiply(rows, hiddenWidth >> 3, gateWidth, allGates, gateStride, transposedAt, zerosAt, 0, allSlopes, hiddenRow)
  }
}

/** What a layer reads: the inputs, or the states of the layer below. */
function belowOf(layer: i32, batch: i32, first: i32, before: i32): usize {
  return layer === 0
    ? batchInputsAt + ((<usize>(first * inputWidth)) << 2)
    : statesOf(layer - 1, before + batch)
}

/** Adds `bytes` of numbers. */
function add(to: usize, from: usize, bytes: usize): void {
  for (const end = to + bytes; to < end; to += 16, from += 16)
    v128.store(to, f32x4.add(v128.load(to), v128.load(from)))
}

/** Runs all layers over a block, from the inputs and the states that the host has written. */
export function unroll(weights: usize, batch: i32, length: i32, first: i32, before: i32): void {
  for (let layer = 0; layer < layers; layer++) forward(weights + parametersAt, layer, batch, length, first, before)
}

/**
 * Adds to the gradient what a block contributes that `unroll` has run over. The host has written the derivatives by the
 * states of the top layer; those by the inputs replace the inputs, whose padded width must be a multiple of 8.
 */
export function unrollBack(weights: usize, batch: i32, length: i32, first: i32, before: i32): void {
  const parameters = weights + parametersAt
  for (let layer = layers - 1; layer >= 0; layer--)
    backward(parameters, layer, batch, length, first, before, true, true)
  transpose(inputWidth, gateWidth, parameters + fromBelowAt(0), transposedAt)
  multiply(
    length * batch, inputWidth >> 3, gateWidth, gatesOf(0, first), gateStride, transposedAt,
    zerosAt, 0, batchInputsAt + ((<usize>(first * inputWidth)) << 2), (<usize>inputWidth) << 2,
  )
}

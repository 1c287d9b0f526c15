import { openGates } from './gates'
import {
  channels,
  gateStride,
  gateWidth,
  headAt,
  hidden,
  hiddenWidth,
  inputs,
  inputWidth,
  inputWidthOf,
  layerAt,
  layers,
  nextAt,
  outputs,
  outputWidth,
  parametersAt,
  rowBytes,
  rowState,
  rowTargets,
  shownCellsAt,
  shownInputsAt,
  shownOutputsAt,
  stateAt,
  stateBytes,
  stepGatesAt,
  stepGatesBytes,
  stepInputsAt,
  stepOutputsAt,
  stepSquashedAt,
  storeAt,
} from './plan'
import { times } from './times'

/** One step of all channels. Inputs and carried state go to a row of the store. 0, and nothing has changed, where a number is not finite. */
export function step(row: i32): i32 {
  spreadRows(channels, inputs, shownInputsAt, stepInputsAt, (<usize>inputWidth) << 2)
  const units = (<usize>(channels * hiddenWidth)) << 2
  const rowOf = (<usize>hiddenWidth) << 2
  if (!finite(stepInputsAt, (<usize>(channels * inputWidth)) << 2)) return 0

  let below = stepInputsAt
  for (let layer = 0; layer < layers; layer++) {
    const width = inputWidthOf(layer)
    const recurrent = parametersAt + layerAt(layer)
    const fromBelow = recurrent + ((<usize>(hiddenWidth * gateWidth)) << 2)
    const biases = fromBelow + ((<usize>(width * gateWidth)) << 2)
    const before = stateAt + 2 * <usize>layer * units
    const after = nextAt + 2 * <usize>layer * units
    const gates = stepGatesAt + <usize>layer * stepGatesBytes
    times(channels, gateWidth >> 3, width, below, (<usize>width) << 2, fromBelow, biases, 0, gates, gateStride)
    times(channels, gateWidth >> 3, hiddenWidth, before, rowOf, recurrent, gates, gateStride, gates, gateStride)
    openGates(channels, hiddenWidth, gates, gateStride, before + units, after + units, stepSquashedAt, after)
    below = after
  }
  const headBiases = parametersAt + headAt + ((<usize>(hiddenWidth * outputWidth)) << 2)
  const said = (<usize>outputWidth) << 2
  times(
    channels,
    outputWidth >> 3,
    hiddenWidth,
    below,
    rowOf,
    parametersAt + headAt,
    headBiases,
    0,
    stepOutputsAt,
    said,
  )
  if (!finite(nextAt, stateBytes) || !finite(stepOutputsAt, <usize>channels * said)) return 0

  const to = storeAt + <usize>row * rowBytes
  memory.copy(to, stepInputsAt, rowTargets)
  const missing = f32x4.splat(f32.NaN)
  for (let target = to + rowTargets; target < to + rowState; target += 16) v128.store(target, missing)
  memory.copy(to + rowState, stateAt, stateBytes)
  memory.copy(stateAt, nextAt, stateBytes)
  gatherRows(channels, outputs, stepOutputsAt, said, shownOutputsAt)
  for (let layer = 0; layer < layers; layer++)
    for (let gate = 0; gate < 4; gate++) {
      const from = stepGatesAt + <usize>layer * stepGatesBytes + <usize>gate * rowOf
      gatherRows(channels, hidden, from, gateStride, cellsAt(layer, gate))
    }
  showState()
  return 1
}

/** Lays the carried state out for the views. */
export function showState(): void {
  const units = (<usize>(channels * hiddenWidth)) << 2
  for (let layer = 0; layer < layers; layer++) {
    const state = stateAt + 2 * <usize>layer * units
    gatherRows(channels, hidden, state + units, (<usize>hiddenWidth) << 2, cellsAt(layer, 4))
    gatherRows(channels, hidden, state, (<usize>hiddenWidth) << 2, cellsAt(layer, 5))
  }
}

/** Where a part of a layer is shown: i, f, o, candidate, c, h. */
function cellsAt(layer: i32, part: i32): usize {
  return shownCellsAt + ((<usize>((layer * 6 + part) * channels * hidden)) << 2)
}

/** Rows with padding → rows without. */
function gatherRows(rows: i32, width: i32, from: usize, fromRow: usize, to: usize): void {
  const bytes = (<usize>width) << 2
  for (; rows > 0; rows--, from += fromRow, to += bytes) {
    let i: usize = 0
    for (; i + 16 <= bytes; i += 16) v128.store(to + i, v128.load(from + i))
    for (; i < bytes; i += 4) store<f32>(to + i, load<f32>(from + i))
  }
}

/** Rows without padding → rows with. */
function spreadRows(rows: i32, width: i32, from: usize, to: usize, toRow: usize): void {
  for (; rows > 0; rows--, to += toRow)
    for (let i: usize = 0; i < (<usize>width) << 2; i += 4, from += 4) {
      const x = load<f32>(from)
      // What is far below any weight is zero: its products would be denormal. NaN must come through.
      store<f32>(to + i, Mathf.abs(x) < 1e-18 ? 0 : x)
    }
}

function finite(at: usize, bytes: usize): bool {
  let sum = f32x4.splat(0)
  // x·0 is 0 but for infinities and NaN.
  for (const end = at + bytes; at < end; at += 16) sum = f32x4.add(sum, f32x4.mul(v128.load(at), f32x4.splat(0)))
  return v128.any_true(f32x4.ne(sum, f32x4.splat(0))) === false
}

import { openGates } from './gates'
import { multiply } from './multiply'
import {
  cellsAt,
  channels,
  gateStride,
  gateWidth,
  headAt,
  hidden,
  hiddenWidth,
  hostInputsAt,
  hostOutputsAt,
  inputs,
  inputWidth,
  inputWidthOf,
  layerAt,
  layers,
  outputs,
  outputWidth,
  parametersAt,
  rowBytes,
  rowTargets,
  stateBytes,
  stepGatesAt,
  stepGatesBytes,
  stepInputsAt,
  stepOutputsAt,
  stepSquashedAt,
  stepStateAt,
  storeAt,
} from './plan'

/**
 * One step of all channels of the member at `member`, from the state at `state` to the one at `next`. The inputs go
 * to a row of its store. Returns 1, or 0 if a number is not finite: the member is unchanged then.
 */
export function step(weights: usize, member: usize, row: i32, state: usize, next: usize): i32 {
  spreadRows(channels, inputs, hostInputsAt, stepInputsAt, (<usize>inputWidth) << 2)
  const units = (<usize>(channels * hiddenWidth)) << 2
  const hiddenRow = (<usize>hiddenWidth) << 2
  if (!finite(stepInputsAt, (<usize>(channels * inputWidth)) << 2)) return 0

  const parameters = weights + parametersAt
  let below = stepInputsAt
  for (let layer = 0; layer < layers; layer++) {
    const width = inputWidthOf(layer)
    const recurrent = parameters + layerAt(layer)
    const fromBelow = recurrent + ((<usize>(hiddenWidth * gateWidth)) << 2)
    const biases = fromBelow + ((<usize>(width * gateWidth)) << 2)
    const before = state + 2 * <usize>layer * units
    const after = stepStateAt + 2 * <usize>layer * units
    const gates = stepGatesAt + <usize>layer * stepGatesBytes
    multiply(channels, gateWidth >> 3, width, below, (<usize>width) << 2, fromBelow, biases, 0, gates, gateStride)
    multiply(channels, gateWidth >> 3, hiddenWidth, before, hiddenRow, recurrent, gates, gateStride, gates, gateStride)
    openGates(channels, hiddenWidth, gates, gateStride, before + units, after + units, stepSquashedAt, after)
    below = after
  }
  const head = parameters + headAt
  const headBiases = head + ((<usize>(hiddenWidth * outputWidth)) << 2)
  const outputRow = (<usize>outputWidth) << 2
  multiply(channels, outputWidth >> 3, hiddenWidth, below, hiddenRow, head, headBiases, 0, stepOutputsAt, outputRow)
  if (!finite(stepStateAt, stateBytes) || !finite(stepOutputsAt, <usize>channels * outputRow)) return 0

  const to = member + storeAt + <usize>row * rowBytes
  memory.copy(to, stepInputsAt, rowTargets)
  const missing = f32x4.splat(f32.NaN)
  for (let target = to + rowTargets; target < to + rowBytes; target += 16) v128.store(target, missing)
  memory.copy(next, stepStateAt, stateBytes)
  gatherRows(channels, outputs, stepOutputsAt, outputRow, hostOutputsAt)
  for (let layer = 0; layer < layers; layer++)
    for (let gate = 0; gate < 4; gate++) {
      const from = stepGatesAt + <usize>layer * stepGatesBytes + <usize>gate * hiddenRow
      gatherRows(channels, hidden, from, gateStride, cellPart(member, layer, gate))
    }
  showState(member, next)
  return 1
}

/** Copies a state to where the host reads it. */
export function showState(member: usize, state: usize): void {
  const units = (<usize>(channels * hiddenWidth)) << 2
  for (let layer = 0; layer < layers; layer++) {
    const h = state + 2 * <usize>layer * units
    gatherRows(channels, hidden, h + units, (<usize>hiddenWidth) << 2, cellPart(member, layer, 4))
    gatherRows(channels, hidden, h, (<usize>hiddenWidth) << 2, cellPart(member, layer, 5))
  }
}

/** Address of a part of a layer for the host: i, f, o, candidate, c, h. */
function cellPart(member: usize, layer: i32, part: i32): usize {
  return member + cellsAt + ((<usize>((layer * 6 + part) * channels * hidden)) << 2)
}

/** Copies rows with padding to rows without. */
function gatherRows(rows: i32, width: i32, from: usize, fromRow: usize, to: usize): void {
  const bytes = (<usize>width) << 2
  for (; rows > 0; rows--, from += fromRow, to += bytes) {
    let i: usize = 0
    for (; i + 16 <= bytes; i += 16) v128.store(to + i, v128.load(from + i))
    for (; i < bytes; i += 4) store<f32>(to + i, load<f32>(from + i))
  }
}

/** Copies rows without padding to rows with. */
function spreadRows(rows: i32, width: i32, from: usize, to: usize, toRow: usize): void {
  for (; rows > 0; rows--, to += toRow)
    for (let i: usize = 0; i < (<usize>width) << 2; i += 4, from += 4) {
      const x = load<f32>(from)
      // Numbers far below any weight become zero: their products would be denormal. NaN must pass.
      store<f32>(to + i, Mathf.abs(x) < 1e-18 ? 0 : x)
    }
}

function finite(at: usize, bytes: usize): bool {
  let sum = f32x4.splat(0)
  // x·0 is 0, except for infinities and NaN.
  for (const end = at + bytes; at < end; at += 16) sum = f32x4.add(sum, f32x4.mul(v128.load(at), f32x4.splat(0)))
  return v128.any_true(f32x4.ne(sum, f32x4.splat(0))) === false
}

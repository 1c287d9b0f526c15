import { openGates } from './gates'
import { multiply } from './multiply'
import {
  biasesAt,
  channels,
  fromBelowAt,
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
  orderInts,
  ordersAt,
  outputs,
  outputWidth,
  parametersAt,
  rowBase,
  rowBytes,
  rowTargets,
  shownAt,
  stepBeforeAt,
  stepGatesAt,
  stepGatesBytes,
  stepInputsAt,
  stepOutputsAt,
  stepSquashedAt,
  stepStateAt,
  storeAt,
} from './plan'

/**
 * One step of some members with the weights at `weights`. An order is: member, row of its store that the inputs go to,
 * state before, state after; all but the row are addresses. The row is replaced by 1, or by 0 if a number is not
 * finite: the member is unchanged then.
 */
export function step(weights: usize, members: i32): void {
  const rows = members * channels
  const units = (<usize>(rows * hiddenWidth)) << 2
  const hiddenRow = (<usize>hiddenWidth) << 2
  spreadRows(rows, inputs, hostInputsAt, stepInputsAt, (<usize>inputWidth) << 2)
  const state = members === 1 ? <usize>load<i32>(ordersAt, 8) : gatherStates(members)
  const top = through(weights, rows, stepInputsAt, state)
  const head = weights + parametersAt + headAt
  const headBiases = head + ((<usize>(hiddenWidth * outputWidth)) << 2)
  const outputRow = (<usize>outputWidth) << 2
  multiply(rows, outputWidth >> 3, hiddenWidth, top, hiddenRow, head, headBiases, 0, stepOutputsAt, outputRow)
  gatherRows(rows, outputs, stepOutputsAt, outputRow, hostOutputsAt)
  for (let i = 0; i < members; i++) finish(i, units)
}

/** Some rows through all layers. Returns the address of h of the top one. */
function through(weights: usize, rows: i32, from: usize, state: usize): usize {
  const units = (<usize>(rows * hiddenWidth)) << 2
  const hiddenRow = (<usize>hiddenWidth) << 2
  let below = from
  for (let layer = 0; layer < layers; layer++) {
    const width = inputWidthOf(layer)
    const parameters = weights + parametersAt
    const recurrent = parameters + layerAt(layer)
    const fromBelow = parameters + fromBelowAt(layer)
    const biases = parameters + biasesAt(layer)
    const before = state + 2 * <usize>layer * units
    const after = stepStateAt + 2 * <usize>layer * units
    const gates = stepGatesAt + <usize>layer * stepGatesBytes
    multiply(rows, gateWidth >> 3, width, below, (<usize>width) << 2, fromBelow, biases, 0, gates, gateStride)
    multiply(rows, gateWidth >> 3, hiddenWidth, before, hiddenRow, recurrent, gates, gateStride, gates, gateStride)
    openGates(rows, hiddenWidth, gates, gateStride, before + units, after + units, stepSquashedAt, after)
    below = after
  }
  return below
}

/** Copies the states before the step to where the rows of all members follow each other. */
function gatherStates(members: i32): usize {
  const part = (<usize>(channels * hiddenWidth)) << 2
  const units = <usize>members * part
  for (let i = 0; i < members; i++) {
    let from = <usize>load<i32>(orderAt(i), 8)
    let to = stepBeforeAt + <usize>i * part
    for (let left = 2 * layers; left > 0; left--, from += part, to += units) copy(from, to, part)
  }
  return stepBeforeAt
}

/** Copies the results of the step to a member, unless a number is not finite. */
function finish(i: i32, units: usize): void {
  const order = orderAt(i)
  const member = <usize>load<i32>(order)
  const row = load<i32>(order, 4)
  const next = <usize>load<i32>(order, 12)
  const part = (<usize>(channels * hiddenWidth)) << 2
  const inputBytes = (<usize>(channels * inputWidth)) << 2
  const outputBytes = (<usize>(channels * outputWidth)) << 2
  const inputsAt = stepInputsAt + <usize>i * inputBytes
  const state = stepStateAt + <usize>i * part
  // A state cannot overflow: c grows by at most 1 a step. One that is NaN makes all outputs NaN.
  const sound = finite(inputsAt, inputBytes) && finite(stepOutputsAt + <usize>i * outputBytes, outputBytes)
  store<i32>(order, sound ? 1 : 0, 4)
  if (!sound) return

  const to = member + storeAt + <usize>row * rowBytes
  copy(inputsAt, to, rowTargets)
  const missing = f32x4.splat(f32.NaN)
  for (let target = to + rowTargets; target < to + rowBase; target += 16) v128.store(target, missing)
  for (let n = 0; n < 2 * layers; n++) copy(state + <usize>n * units, next + <usize>n * part, part)
}

@inline
function orderAt(i: i32): usize {
  return ordersAt + ((<usize>(i * orderInts)) << 2)
}

/** Copies whole vectors. */
@inline
function copy(from: usize, to: usize, bytes: usize): void {
  for (const end = from + bytes; from < end; from += 16, to += 16) v128.store(to, v128.load(from))
}

/**
 * Shows the host a step that a member has made: its gates, calculated again from the state before and a row of the
 * store, and the state after.
 */
export function show(weights: usize, member: usize, row: i32, before: usize, after: usize): void {
  through(weights, channels, member + storeAt + <usize>row * rowBytes, before)
  const units = (<usize>(channels * hiddenWidth)) << 2
  const hiddenRow = (<usize>hiddenWidth) << 2
  const part = (<usize>(channels * hidden)) << 2
  for (let layer = 0, to = shownAt; layer < layers; layer++, to += 6 * part) {
    const gates = stepGatesAt + <usize>layer * stepGatesBytes
    for (let gate = 0; gate < 4; gate++)
      gatherRows(channels, hidden, gates + <usize>gate * hiddenRow, gateStride, to + <usize>gate * part)
    const h = after + 2 * <usize>layer * units
    gatherRows(channels, hidden, h + units, hiddenRow, to + 4 * part)
    gatherRows(channels, hidden, h, hiddenRow, to + 5 * part)
  }
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

import { adam, scale, squares } from './adam'
import { addBase, byOutputs } from './base'
import { multiply } from './multiply'
import { outer, sumRows } from './outer'
import {
  baseWidth,
  batchHiddenAt,
  batchHiddenBytes,
  batchOutputsAt,
  channels,
  firstAt,
  gradientAt,
  headAt,
  hiddenSlopesAt,
  hiddenWidth,
  layers,
  outputWidth,
  parameterBytes,
  parametersAt,
  secondAt,
  transposedAt,
  zerosAt,
} from './plan'
import { transpose } from './transpose'
import { backward, forward } from './unroll'
import { countAll, forgetMembers, gather, lossOfAll, members, slopes } from './windows'

/** Of the last update. */
export let norm: f64 = 0

/**
 * Begins a gradient, or adds to it: the sum over some members of the gradient of the mean loss over the known targets
 * of all windows of a member.
 *
 * An order is a window: member, first row, state that it starts from, or 0 for zeros, number of rows; those of a member
 * follow each other. `length` is the number of rows of the longest window. Shorter ones are continued by rows without
 * targets, which change nothing. `loss` is its place in `lossNames`.
 */
export function gradient(weights: usize, windows: i32, length: i32, loss: i32, begins: bool): void {
  if (begins) forgetMembers()
  const batch = windows * channels
  const rows = length * batch
  gather(windows, length)
  const adds = members > 0
  if (!countAll(loss, windows, length)) return

  const parameters = weights + parametersAt
  for (let layer = 0; layer < layers; layer++) forward(parameters, layer, batch, length, 0, 0)
  const top = batchHiddenAt + <usize>(layers - 1) * batchHiddenBytes + ((<usize>(batch * hiddenWidth)) << 2)
  const hiddenRow = (<usize>hiddenWidth) << 2
  const outputRow = (<usize>outputWidth) << 2
  const head = parameters + headAt
  const headBiases = (<usize>(hiddenWidth * outputWidth)) << 2
  multiply(
    rows, outputWidth >> 3, hiddenWidth, top, hiddenRow, head, head + headBiases, 0, batchOutputsAt, outputRow,
  )
  if (baseWidth > 0) addBase(<usize>rows * outputRow)
  slopes(loss, windows, length)
  if (baseWidth > 0) byOutputs(<usize>rows * outputRow)

  outer(rows, hiddenWidth, outputWidth >> 3, top, hiddenRow, batchOutputsAt, outputRow, gradientAt + headAt, adds)
  sumRows(rows, outputWidth >> 3, batchOutputsAt, outputRow, gradientAt + headAt + headBiases, adds)
  transpose(hiddenWidth, outputWidth, head, transposedAt)
  multiply(
    rows, hiddenWidth >> 3, outputWidth, batchOutputsAt, outputRow, transposedAt, zerosAt, 0, hiddenSlopesAt, hiddenRow,
  )
  for (let layer = layers - 1; layer >= 0; layer--) backward(parameters, layer, batch, length, 0, 0, adds, false)
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
  return descend(weights, lossOfAll, clipNorm, rate, epsilon)
}

/** One step of Adam on the gradient: 1, or −1 if it or the loss is not finite, and nothing has changed. */
export function descend(weights: usize, loss: f64, clipNorm: f64, rate: f32, epsilon: f32): i32 {
  norm = Math.sqrt(squares(gradientAt, parameterBytes))
  if (!(norm < Infinity) || !(loss < Infinity)) return -1
  const factor = min(1.0, clipNorm / (norm + 1e-6))
  adam(
    weights + parametersAt, gradientAt, weights + firstAt, weights + secondAt, parameterBytes, <f32>factor, rate, epsilon,
  )
  return 1
}

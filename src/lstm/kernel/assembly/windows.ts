import { countTerms, slopesOfLoss } from './loss'
import {
  baseWidth,
  batchBaseAt,
  batchCellsAt,
  batchHiddenAt,
  batchHiddenBytes,
  batchInputsAt,
  batchOutputsAt,
  batchScaleAt,
  batchTargetsAt,
  channels,
  hiddenWidth,
  layers,
  orderInts,
  ordersAt,
  outputs,
  outputWidth,
  perTarget,
  rowBase,
  rowBytes,
  rowTargets,
  storeAt,
  storeRows,
  targetWidth,
} from './plan'

/** Members with a known target since the gradient began, and the sum of their mean losses. */
export let members: i32 = 0
export let lossOfAll: f64 = 0

/** Begins a gradient. */
export function forgetMembers(): void {
  members = 0
  lossOfAll = 0
}

@inline
function orderAt(window: i32): usize {
  return ordersAt + ((<usize>(window * orderInts)) << 2)
}

/** Copies the windows out of the stores: rows by time, then window, then channel. */
export function gather(windows: i32, length: i32): void {
  const units = (<usize>(channels * hiddenWidth)) << 2
  const inputs = rowTargets
  const targets = targetBytes()
  for (let window = 0; window < windows; window++) {
    const order = orderAt(window)
    const store = <usize>load<i32>(order) + storeAt
    let row = load<i32>(order, 4)
    const state = <usize>load<i32>(order, 8)
    const own = load<i32>(order, 12)
    for (let layer = 0; layer < layers; layer++) {
      const to = <usize>layer * batchHiddenBytes + <usize>window * units
      if (state === 0) {
        memory.fill(batchHiddenAt + to, 0, units)
        memory.fill(batchCellsAt + to, 0, units)
      } else {
        memory.copy(batchHiddenAt + to, state + 2 * <usize>layer * units, units)
        memory.copy(batchCellsAt + to, state + (2 * <usize>layer + 1) * units, units)
      }
    }
    for (let k = 0; k < length; k++) {
      const place = <usize>(k * windows + window)
      const inputsTo = batchInputsAt + place * inputs
      const targetsTo = batchTargetsAt + place * targets
      const baseTo = batchBaseAt + place * targets
      const scaleTo = batchScaleAt + place * targets
      if (k < own) {
        const from = store + <usize>row * rowBytes
        memory.copy(inputsTo, from, inputs)
        if (perTarget === 1) memory.copy(targetsTo, from + rowTargets, targets)
        else repeat(from + rowTargets, targetsTo)
        if (baseWidth > 0) {
          memory.copy(baseTo, from + rowBase, targets)
          memory.copy(scaleTo, from + rowBase + targets, targets)
        }
        row = row + 1 === storeRows ? 0 : row + 1
      } else {
        memory.fill(inputsTo, 0, inputs)
        // All bits of a NaN.
        memory.fill(targetsTo, 0xff, targets)
        if (baseWidth > 0) {
          memory.fill(baseTo, 0, targets)
          memory.fill(scaleTo, 0, targets)
        }
      }
    }
  }
}

/** Bytes of the targets of a row of the batch, each repeated for each of its outputs. */
@inline
function targetBytes(): usize {
  return (<usize>(channels * outputWidth)) << 2
}

/** Copies the targets of a row of the store. */
function repeat(from: usize, to: usize): void {
  memory.fill(to, 0xff, targetBytes())
  const row = (<usize>outputWidth) << 2
  for (let channel = 0; channel < channels; channel++, from += (<usize>targetWidth) << 2, to += row) {
    let target = from
    for (let output = 0; output < outputs; target += 4)
      for (let left = perTarget; left > 0; left--, output++)
        store<f32>(to + ((<usize>output) << 2), load<f32>(target))
  }
}

/** The window after the last one of the member that has this one. */
function endOfMember(window: i32, windows: i32): i32 {
  const member = load<i32>(orderAt(window))
  let end = window + 1
  while (end < windows && load<i32>(orderAt(end)) === member) end++
  return end
}

/** Counts the terms of the loss of each member, in place of the number of rows of its first window. */
export function countAll(loss: i32, windows: i32, length: i32): bool {
  const targets = targetBytes()
  let any = false
  for (let window = 0; window < windows; ) {
    const end = endOfMember(window, windows)
    let terms = 0
    for (let k = 0; k < length; k++)
      terms += countTerms(loss, batchTargetsAt + <usize>(k * windows + window) * targets, <usize>(end - window) * targets)
    store<i32>(orderAt(window), terms, 12)
    if (terms > 0) any = true
    window = end
  }
  return any
}

/** Turns the outputs into the derivatives of the loss by them. */
export function slopes(loss: i32, windows: i32, length: i32): void {
  const row = targetBytes()
  for (let window = 0; window < windows; ) {
    const end = endOfMember(window, windows)
    const terms = load<i32>(orderAt(window), 12)
    const share = terms === 0 ? <f32>0 : <f32>1 / <f32>terms
    let sum: f64 = 0
    for (let k = 0; k < length; k++) {
      const at = <usize>(k * windows + window) * row
      sum += slopesOfLoss(loss, batchOutputsAt + at, batchTargetsAt + at, <usize>(end - window) * row, share)
    }
    if (terms > 0) {
      lossOfAll += sum / <f64>terms
      members++
    }
    window = end
  }
}

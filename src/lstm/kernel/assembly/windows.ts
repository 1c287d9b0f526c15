import { countKnown, slopesOfLoss } from './loss'
import {
  batchCellsAt,
  batchHiddenAt,
  batchHiddenBytes,
  batchInputsAt,
  batchOutputsAt,
  batchTargetsAt,
  channels,
  hiddenWidth,
  layers,
  orderInts,
  ordersAt,
  rowBytes,
  rowTargets,
  storeAt,
  storeRows,
} from './plan'

/** Members with a known target since the gradient began, and the sum of their mean losses. */
export let members: i32 = 0
export let loss: f64 = 0

/** Begins a gradient. */
export function forgetMembers(): void {
  members = 0
  loss = 0
}

@inline
function orderAt(window: i32): usize {
  return ordersAt + ((<usize>(window * orderInts)) << 2)
}

/** Copies the windows out of the stores: rows by time, then window, then channel. */
export function gather(windows: i32, length: i32): void {
  const units = (<usize>(channels * hiddenWidth)) << 2
  const inputs = rowTargets
  const targets = rowBytes - rowTargets
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
      if (k < own) {
        const from = store + <usize>row * rowBytes
        memory.copy(inputsTo, from, inputs)
        memory.copy(targetsTo, from + rowTargets, targets)
        row = row + 1 === storeRows ? 0 : row + 1
      } else {
        memory.fill(inputsTo, 0, inputs)
        // All bits of a NaN.
        memory.fill(targetsTo, 0xff, targets)
      }
    }
  }
}

/** The window after the last one of the member that has this one. */
function endOfMember(window: i32, windows: i32): i32 {
  const member = load<i32>(orderAt(window))
  let end = window + 1
  while (end < windows && load<i32>(orderAt(end)) === member) end++
  return end
}

/** Counts the known targets of each member, in place of the number of rows of its first window. */
export function countAll(windows: i32, length: i32): bool {
  const targets = rowBytes - rowTargets
  let any = false
  for (let window = 0; window < windows; ) {
    const end = endOfMember(window, windows)
    let known = 0
    for (let k = 0; k < length; k++)
      known += countKnown(batchTargetsAt + <usize>(k * windows + window) * targets, <usize>(end - window) * targets)
    store<i32>(orderAt(window), known, 12)
    if (known > 0) any = true
    window = end
  }
  return any
}

/** Turns the outputs into the derivatives of the loss by them. */
export function slopes(windows: i32, length: i32, squared: bool): void {
  const row = rowBytes - rowTargets
  for (let window = 0; window < windows; ) {
    const end = endOfMember(window, windows)
    const known = load<i32>(orderAt(window), 12)
    const share = known === 0 ? <f32>0 : <f32>1 / <f32>known
    let sum: f64 = 0
    for (let k = 0; k < length; k++) {
      const at = <usize>(k * windows + window) * row
      sum += slopesOfLoss(squared, batchOutputsAt + at, batchTargetsAt + at, <usize>(end - window) * row, share)
    }
    if (known > 0) {
      loss += sum / <f64>known
      members++
    }
    window = end
  }
}

// What lies where. Everything is float32 and padded with zeros: hidden and outputs to 8, inputs to 4. A matrix of weights [rows × columns] is kept in panels of
// 8 columns, [columns / 8][rows][8]: a product reads each panel from end to end, and keeps 8 columns of up to 5 rows in registers.
// Addresses are bytes.

export let inputs: i32 = 0
export let hidden: i32 = 0
export let layers: i32 = 0
export let outputs: i32 = 0
export let channels: i32 = 0
export let kept: i32 = 0
/** Padded sizes. */
export let inputWidth: i32 = 0
export let hiddenWidth: i32 = 0
export let outputWidth: i32 = 0
/** Columns of the gates: i, f, o, candidate, each `hiddenWidth`. */
export let gateWidth: i32 = 0
/** Bytes from one row of gates to the next: a line more than their length, lest rows a power of two apart fall on the same cache set. */
export let gateStride: usize = 0

/** Parameters: of each layer W_h, W_x, b; of the head W_y, b_y. Gradient and Adam's moments lie alike. */
export let parametersAt: usize = 0
export let gradientAt: usize = 0
export let firstAt: usize = 0
export let secondAt: usize = 0
/** Bytes of each of the four. */
export let parameterBytes: usize = 0
export let headAt: usize = 0

/** Some weights with rows and columns exchanged, for the way back. */
export let turnedAt: usize = 0

/** The carried state, [layers][h, c][channels × hiddenWidth]. */
export let stateAt: usize = 0
export let stateBytes: usize = 0
/** The next one, until it is known to be finite. */
export let nextAt: usize = 0

/** The store: rows of inputs [channels × inputWidth], targets [channels × outputWidth], state before. */
export let storeAt: usize = 0
export let rowBytes: usize = 0
export let rowTargets: usize = 0
export let rowState: usize = 0

/** Spoken with the outside, without padding. */
export let shownInputsAt: usize = 0
export let shownOutputsAt: usize = 0
/** [layers][i, f, o, candidate, c, h][channels × hidden]. */
export let shownCellsAt: usize = 0
export let startsAt: usize = 0

/** One step: inputs, gates by layer, tanh of the cells of one, outputs. */
export let stepInputsAt: usize = 0
export let stepGatesAt: usize = 0
export let stepGatesBytes: usize = 0
export let stepSquashedAt: usize = 0
export let stepOutputsAt: usize = 0

/** A batch of windows, rows ordered by time, then window, then channel. By layer: gates, then h and c with the row before, then tanh of c. */
export let batchInputsAt: usize = 0
export let batchTargetsAt: usize = 0
export let batchOutputsAt: usize = 0
export let batchGatesAt: usize = 0
export let batchGatesBytes: usize = 0
export let batchHiddenAt: usize = 0
export let batchHiddenBytes: usize = 0
export let batchCellsAt: usize = 0
export let batchSquashedAt: usize = 0
export let batchSquashedBytes: usize = 0
/** Derivatives by h of every row of the layer at hand, and by c of one time. */
export let hiddenSlopesAt: usize = 0
export let cellSlopesAt: usize = 0

function padded(count: i32, multiple: i32): i32 {
  return (count + multiple - 1) & -multiple
}

export function inputWidthOf(layer: i32): i32 {
  return layer === 0 ? inputWidth : hiddenWidth
}

/** Where the parameters of a layer begin, counted from `parametersAt`. */
export function layerAt(layer: i32): usize {
  const one = (hiddenWidth + inputWidth + 1) * gateWidth
  const other = (2 * hiddenWidth + 1) * gateWidth
  return layer === 0 ? 0 : (<usize>(one + (layer - 1) * other)) << 2
}

let end: usize = 0

function take(floats: i32): usize {
  const at = end
  // 64 bytes: a cache line.
  end += (((<usize>floats) << 2) + 63) & ~63
  return at
}

/** Lays everything out and takes the memory, once. */
export function plan(
  inputCount: i32,
  hiddenCount: i32,
  layerCount: i32,
  outputCount: i32,
  channelCount: i32,
  window: i32,
  windows: i32,
  rows: i32,
): void {
  inputs = inputCount
  hidden = hiddenCount
  layers = layerCount
  outputs = outputCount
  channels = channelCount
  kept = rows
  inputWidth = padded(inputs, 4)
  hiddenWidth = padded(hidden, 8)
  outputWidth = padded(outputs, 8)
  gateWidth = 4 * hiddenWidth
  gateStride = ((<usize>gateWidth) << 2) + 64

  end = (__heap_base + 63) & ~63
  headAt = layerAt(layers)
  const parameters = <i32>(headAt >> 2) + (hiddenWidth + 1) * outputWidth
  parameterBytes = (<usize>parameters) << 2
  parametersAt = take(parameters)
  gradientAt = take(parameters)
  firstAt = take(parameters)
  secondAt = take(parameters)
  turnedAt = take(hiddenWidth * max(gateWidth, outputWidth))

  const units = channels * hiddenWidth
  stateBytes = (<usize>(layers * 2 * units)) << 2
  stateAt = take(layers * 2 * units)
  nextAt = take(layers * 2 * units)

  rowTargets = (<usize>(channels * inputWidth)) << 2
  rowState = rowTargets + ((<usize>(channels * outputWidth)) << 2)
  rowBytes = rowState + stateBytes

  shownInputsAt = take(channels * inputs)
  shownOutputsAt = take(channels * outputs)
  shownCellsAt = take(layers * 6 * channels * hidden)
  startsAt = take(windows)

  stepInputsAt = take(channels * inputWidth)
  stepGatesBytes = <usize>channels * gateStride
  stepGatesAt = take(layers * <i32>(stepGatesBytes >> 2))
  stepSquashedAt = take(units)
  stepOutputsAt = take(channels * outputWidth)

  const batch = windows * channels
  const all = window * batch
  batchInputsAt = take(all * inputWidth)
  batchTargetsAt = take(all * outputWidth)
  batchOutputsAt = take(all * outputWidth)
  batchGatesBytes = <usize>all * gateStride
  batchGatesAt = take(layers * <i32>(batchGatesBytes >> 2))
  batchHiddenBytes = (<usize>((all + batch) * hiddenWidth)) << 2
  batchHiddenAt = take(layers * <i32>(batchHiddenBytes >> 2))
  batchCellsAt = take(layers * <i32>(batchHiddenBytes >> 2))
  batchSquashedBytes = (<usize>(all * hiddenWidth)) << 2
  batchSquashedAt = take(layers * <i32>(batchSquashedBytes >> 2))
  hiddenSlopesAt = take(all * hiddenWidth)
  cellSlopesAt = take(batch * hiddenWidth)
  storeAt = end
  end += rowBytes * <usize>rows

  const pages = <i32>((end + 0xffff) >> 16) - memory.size()
  if (pages > 0 && memory.grow(pages) < 0) unreachable()
}

// The memory of one arena, planned once for networks of one size: the module's constants, scratch that all networks
// share, then weights and members, each at an address that the host chooses.
//
// Everything is float32 and padded with zeros: hidden and outputs to 8, inputs to 4. A matrix of weights [rows ×
// columns] is stored in panels of 8 columns, [columns / 8][rows][8]: a product reads each panel from end to end and
// keeps 8 columns of up to 4 rows in registers. Addresses and offsets are in bytes.

export let inputs: i32 = 0
export let hidden: i32 = 0
export let layers: i32 = 0
export let outputs: i32 = 0
/** Outputs for each target of a channel. */
export let perTarget: i32 = 0
export let channels: i32 = 0
/** Rows in the store of a member. */
export let storeRows: i32 = 0
/** Padded sizes; that of base and scale is 0 if rows have none. */
export let inputWidth: i32 = 0
export let hiddenWidth: i32 = 0
export let outputWidth: i32 = 0
export let targetWidth: i32 = 0
export let baseWidth: i32 = 0
/** Columns of the gates: i, f, o, candidate, each `hiddenWidth`. */
export let gateWidth: i32 = 0
/**
 * Bytes from one row of gates to the next: a cache line longer than the row, or rows a power of two apart would share a
 * cache set.
 */
export let gateStride: usize = 0

// Weights: offsets from their address.

/**
 * Parameters: W_h, W_x, b of each layer; W_y, b_y of the head. Adam's moments and the gradient have the same layout.
 */
export const parametersAt: usize = 0
export let parameterBytes: usize = 0
/** Offset of the head within the parameters. */
export let headAt: usize = 0
export let firstAt: usize = 0
export let secondAt: usize = 0
export let weightsBytes: usize = 0

// A member: offsets from its address.

/**
 * A ring of the states after the last steps, as many as a window has and two more: [layers][h, c][channels ×
 * hiddenWidth] each.
 */
export let statesAt: usize = 0
export let stateBytes: usize = 0
/**
 * The store: rows of inputs [channels × inputWidth], targets [channels × targetWidth], base and scale [channels ×
 * baseWidth] each.
 */
export let storeAt: usize = 0
export let rowBytes: usize = 0
export let rowTargets: usize = 0
export let rowBase: usize = 0
export let memberBytes: usize = 0

// Scratch: addresses. Nothing in it outlives a call, so all networks of the arena share it.

/** Exchanged with the host, without padding: of the members that make a step. */
export let hostInputsAt: usize = 0
export let hostOutputsAt: usize = 0
/** A step shown to the host, without padding: [layers][i, f, o, candidate, c, h][channels × hidden]. */
export let shownAt: usize = 0
/** What the host asks for, `orderInts` numbers for each member that makes a step or each window to learn from. */
export let ordersAt: usize = 0
/** Written by the host for the loss pinball: the level of each output of a channel. */
export let levelsAt: usize = 0
export const orderInts: i32 = 4

export let gradientAt: usize = 0
/** One matrix of weights with rows and columns exchanged, for the backward pass. */
export let transposedAt: usize = 0

/**
 * One step of some members, rows ordered by member, then channel: inputs, states before and after, gates by layer, tanh
 * of the cells of one layer, outputs.
 */
export let stepInputsAt: usize = 0
export let stepBeforeAt: usize = 0
export let stepStateAt: usize = 0
export let stepGatesAt: usize = 0
export let stepGatesBytes: usize = 0
export let stepSquashedAt: usize = 0
export let stepOutputsAt: usize = 0

/**
 * A batch of windows, rows ordered by time, then window, then channel. By layer: gates, h and c each with the row
 * before the first, tanh of c.
 */
export let batchInputsAt: usize = 0
export let batchTargetsAt: usize = 0
export let batchOutputsAt: usize = 0
export let batchBaseAt: usize = 0
export let batchScaleAt: usize = 0
export let batchGatesAt: usize = 0
export let batchGatesBytes: usize = 0
export let batchHiddenAt: usize = 0
export let batchHiddenBytes: usize = 0
export let batchCellsAt: usize = 0
export let batchSquashedAt: usize = 0
export let batchSquashedBytes: usize = 0
/** Derivatives by h of every row of the current layer, and by c of one time step. */
export let hiddenSlopesAt: usize = 0
export let cellSlopesAt: usize = 0
/** Derivatives by h and c that one block passes on to the one before it: [layers][h, c][batch × hiddenWidth]. */
export let carryAt: usize = 0
export let carryBytes: usize = 0
/** A row of zeros, as long as a row of h or of inputs. */
export let zerosAt: usize = 0

/** Where weights and members can begin. */
export let slotsAt: usize = 0

function padded(count: i32, multiple: i32): i32 {
  return (count + multiple - 1) & -multiple
}

export function inputWidthOf(layer: i32): i32 {
  return layer === 0 ? inputWidth : hiddenWidth
}

/** Offset of a layer within the parameters. */
export function layerAt(layer: i32): usize {
  const first = (hiddenWidth + inputWidth + 1) * gateWidth
  const other = (2 * hiddenWidth + 1) * gateWidth
  return layer === 0 ? 0 : (<usize>(first + (layer - 1) * other)) << 2
}

/** Offsets of the weights by the inputs of a layer, which follow those by its state, and of its biases. */
export function fromBelowAt(layer: i32): usize {
  return layerAt(layer) + ((<usize>(hiddenWidth * gateWidth)) << 2)
}

export function biasesAt(layer: i32): usize {
  return fromBelowAt(layer) + ((<usize>(inputWidthOf(layer) * gateWidth)) << 2)
}

let end: usize = 0

/** Reserves some floats in whole cache lines of 64 bytes. */
function take(floats: i32): usize {
  const at = end
  end += (((<usize>floats) << 2) + 63) & ~63
  return at
}

/**
 * Plans the memory; growing it is up to the host. `options.ts` has checked that everything fits.
 *
 * @param windows learned from at once
 * @param members that make a step at once
 * @param base whether rows hold a base and a scale of the outputs
 */
export function plan(
  inputCount: i32, hiddenCount: i32, layerCount: i32, outputCount: i32, targetCount: i32, channelCount: i32, window: i32,
  windows: i32, rows: i32, members: i32, base: bool,
): void {
  inputs = inputCount
  hidden = hiddenCount
  layers = layerCount
  outputs = outputCount
  perTarget = outputs / targetCount
  channels = channelCount
  storeRows = rows
  inputWidth = padded(inputs, 4)
  hiddenWidth = padded(hidden, 8)
  outputWidth = padded(outputs, 8)
  targetWidth = padded(targetCount, 8)
  baseWidth = base ? outputWidth : 0
  gateWidth = 4 * hiddenWidth
  gateStride = ((<usize>gateWidth) << 2) + 64
  planWeights()
  planMember(window)
  planScratch(window, windows, members)
}

function planWeights(): void {
  end = 0
  headAt = layerAt(layers)
  const parameters = <i32>(headAt >> 2) + (hiddenWidth + 1) * outputWidth
  parameterBytes = (<usize>parameters) << 2
  take(parameters)
  firstAt = take(parameters)
  secondAt = take(parameters)
  weightsBytes = end
}

/** @param window steps of the longest window */
function planMember(window: i32): void {
  end = 0
  const state = layers * 2 * channels * hiddenWidth
  stateBytes = (<usize>state) << 2
  statesAt = take((window + 2) * state)

  rowTargets = (<usize>(channels * inputWidth)) << 2
  rowBase = rowTargets + ((<usize>(channels * targetWidth)) << 2)
  rowBytes = rowBase + ((<usize>(2 * channels * baseWidth)) << 2)
  storeAt = take(storeRows * <i32>(rowBytes >> 2))
  memberBytes = end
}

function planScratch(window: i32, windows: i32, members: i32): void {
  const rows = members * channels
  const batch = windows * channels
  end = (__heap_base + 63) & ~63
  gradientAt = take(<i32>(parameterBytes >> 2))
  transposedAt = take(max(hiddenWidth * max(gateWidth, outputWidth), inputWidth * gateWidth))

  hostInputsAt = take(rows * inputs)
  hostOutputsAt = take(rows * outputs)
  shownAt = take(layers * 6 * channels * hidden)
  ordersAt = take(orderInts * max(members, windows))
  levelsAt = take(outputWidth)

  const states = members * <i32>(stateBytes >> 2)
  stepInputsAt = take(rows * inputWidth)
  stepBeforeAt = take(states)
  stepStateAt = take(states)
  stepGatesBytes = <usize>rows * gateStride
  stepGatesAt = take(layers * <i32>(stepGatesBytes >> 2))
  stepSquashedAt = take(rows * hiddenWidth)
  stepOutputsAt = take(rows * outputWidth)

  const all = window * batch
  batchInputsAt = take(all * inputWidth)
  batchTargetsAt = take(all * outputWidth)
  batchOutputsAt = take(all * outputWidth)
  batchBaseAt = take(all * baseWidth)
  batchScaleAt = take(all * baseWidth)
  batchGatesBytes = <usize>all * gateStride
  batchGatesAt = take(layers * <i32>(batchGatesBytes >> 2))
  batchHiddenBytes = (<usize>((all + batch) * hiddenWidth)) << 2
  batchHiddenAt = take(layers * <i32>(batchHiddenBytes >> 2))
  batchCellsAt = take(layers * <i32>(batchHiddenBytes >> 2))
  batchSquashedBytes = (<usize>(all * hiddenWidth)) << 2
  batchSquashedAt = take(layers * <i32>(batchSquashedBytes >> 2))
  hiddenSlopesAt = take(all * hiddenWidth)
  cellSlopesAt = take(batch * hiddenWidth)
  carryBytes = (<usize>(batch * hiddenWidth)) << 2
  carryAt = take(2 * layers * batch * hiddenWidth)
  zerosAt = take(max(hiddenWidth, inputWidth))
  slotsAt = end
}

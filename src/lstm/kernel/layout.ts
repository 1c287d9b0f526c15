import type { MemorySizes } from '../memory-needed.ts'
import {
  biasesAt,
  columnsOf,
  gateCount,
  headAt,
  headBiasesAt,
  parameterCount,
  type Shape,
  weightsAt,
} from '../shape.ts'
import type { Kernel } from './load.ts'

/**
 * Where the numbers of a network are, in floats. The maps hold, for each number in logical order, the order of
 * snapshots and of the reference engine, its place among the kernel's, which are padded and in panels.
 */
export interface Layout {
  /** Parts of weights, and their length. */
  readonly first: number
  readonly second: number
  readonly weights: number
  /** Parts of a member, and its length. The ring of states, and the length of each. */
  readonly states: number
  readonly state: number
  readonly store: number
  readonly member: number
  /** A row of the store: its length, where its targets and its base begin, and the padded numbers of a channel in these. */
  readonly row: number
  readonly rowTargets: number
  readonly rowBase: number
  readonly targetWidth: number
  readonly outputWidth: number
  /** Of parameters, gradient and moments, in the order of `shape.ts`. */
  readonly parameterMap: Int32Array
  /** Of a state, shape [channels × layers × 2 × hidden]. */
  readonly stateMap: Int32Array
  /** Of a row: inputs [channels × inputs], targets [channels × targets], base and scale [channels × outputs] each. */
  readonly rowMap: Int32Array
}

/** Reads the layout from a kernel that has planned its memory. */
export function layoutOf(sizes: MemorySizes, kernel: Kernel): Layout {
  const { channels, inputs, outputs, targets, base } = sizes
  const floats = (global: WebAssembly.Global<'i32'>) => global.value / 4
  const rowTargets = floats(kernel.rowTargets)
  const rowBase = floats(kernel.rowBase)
  const rows = (at: number, width: number, length: number) =>
    Array.from({ length: channels * length }, (_, i) => at + Math.floor(i / length) * width + (i % length))
  return {
    first: floats(kernel.firstAt),
    second: floats(kernel.secondAt),
    weights: floats(kernel.weightsBytes),
    states: floats(kernel.statesAt),
    state: floats(kernel.stateBytes),
    store: floats(kernel.storeAt),
    member: floats(kernel.memberBytes),
    row: floats(kernel.rowBytes),
    rowTargets,
    rowBase,
    targetWidth: kernel.targetWidth.value,
    outputWidth: kernel.outputWidth.value,
    parameterMap: parameterPlaces(sizes, kernel),
    stateMap: statePlaces(sizes, kernel),
    rowMap: Int32Array.from([
      ...rows(0, kernel.inputWidth.value, inputs),
      ...rows(rowTargets, kernel.targetWidth.value, targets),
      ...rows(rowBase, kernel.outputWidth.value, base ? outputs : 0),
      ...rows(rowBase + channels * kernel.outputWidth.value, kernel.outputWidth.value, base ? outputs : 0),
    ]),
  }
}

function statePlaces({ channels, layers, hidden }: MemorySizes, kernel: Kernel): Int32Array {
  const width = kernel.hiddenWidth.value
  const map = new Int32Array(channels * layers * 2 * hidden)
  for (let channel = 0, i = 0; channel < channels; channel++)
    for (let part = 0; part < 2 * layers; part++)
      for (let unit = 0; unit < hidden; unit++, i++) map[i] = (part * channels + channel) * width + unit
  return map
}

/** Places of the parameters; the kernel can have been planned for more inputs than the shape has. */
export function parameterPlaces(shape: Shape, kernel: Kernel): Int32Array {
  const { hidden, layers, outputs } = shape
  const width = kernel.hiddenWidth.value
  const map = new Int32Array(parameterCount(shape))
  const inPanels = (rows: number, row: number, column: number) => ((column >> 3) * rows + row) * 8 + (column & 7)
  for (let layer = 0; layer < layers; layer++) {
    const columns = columnsOf(shape, layer)
    const below = layer === 0 ? kernel.inputWidth.value : width
    const recurrent = kernel.layerAt(layer) / 4
    const fromBelow = recurrent + width * 4 * width
    const biases = fromBelow + below * 4 * width
    for (let gate = 0; gate < gateCount; gate++)
      for (let unit = 0; unit < hidden; unit++) {
        const column = gate * width + unit
        const row = weightsAt(shape, layer) + (gate * hidden + unit) * columns
        for (let j = 0; j < columns; j++)
          map[row + j] =
            j < hidden ? recurrent + inPanels(width, j, column) : fromBelow + inPanels(below, j - hidden, column)
        map[biasesAt(shape, layer) + gate * hidden + unit] = biases + column
      }
  }
  const head = kernel.headAt.value / 4
  for (let out = 0; out < outputs; out++) {
    for (let j = 0; j < hidden; j++) map[headAt(shape) + out * hidden + j] = head + inPanels(width, j, out)
    map[headBiasesAt(shape) + out] = head + width * kernel.outputWidth.value + out
  }
  return map
}

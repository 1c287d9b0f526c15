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

/** For each parameter in the order of `shape.ts`, which float it is among the kernel's, where matrices lie in panels of 8 columns. */
export function parameterMap(shape: Shape, kernel: Kernel): Int32Array {
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

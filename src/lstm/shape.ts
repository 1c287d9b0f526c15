/** Sizes of a stacked LSTM with a linear head, and the places of its parameters in one flat array. */
export interface Shape {
  readonly inputs: number
  /** Cells in a layer. */
  readonly hidden: number
  readonly layers: number
  readonly outputs: number
}

/** Inputs of a layer: its own state first, then the inputs or the state of the layer below. */
export const columnsOf = ({ inputs, hidden }: Shape, layer: number) => hidden + (layer === 0 ? inputs : hidden)

/** The gates in the order of the rows of W: input, forget, output, candidate; `hidden` rows each. */
export const gateCount = 4

/** Index of W of a layer, shape [4 × hidden, columnsOf(layer)], row-major. */
export function weightsAt(shape: Shape, layer: number): number {
  let at = 0
  for (let below = 0; below < layer; below++) at += gateCount * shape.hidden * (columnsOf(shape, below) + 1)
  return at
}

/** Index of b of a layer, shape [4 × hidden]. */
export const biasesAt = (shape: Shape, layer: number) =>
  weightsAt(shape, layer) + gateCount * shape.hidden * columnsOf(shape, layer)

/** Index of the head's weights, shape [outputs, hidden], row-major. */
export const headAt = (shape: Shape) => weightsAt(shape, shape.layers)

/** Index of the head's biases, shape [outputs]. */
export const headBiasesAt = (shape: Shape) => headAt(shape) + shape.outputs * shape.hidden

/** Number of all parameters. */
export const parameterCount = (shape: Shape) => headBiasesAt(shape) + shape.outputs

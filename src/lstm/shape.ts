/** Networks beside the layers: a convolution before the lowest, attention between the highest and the head. */
export interface Front {
  /** Filters over the inputs of the last `width` steps. */
  readonly convolution?: { readonly filters: number; readonly width: number } | undefined
  /** Steps whose states are attended to. */
  readonly attention?: { readonly steps: number } | undefined
}

/** Sizes of a stacked LSTM with a linear head, and the places of its parameters in one flat array. */
export interface Shape {
  readonly inputs: number
  /** Cells in a layer. */
  readonly hidden: number
  readonly layers: number
  readonly outputs: number
  readonly front?: Front | undefined
}

/** Inputs of the lowest layer: those of a step, then the outputs of the filters. */
export const lowestInputs = ({ inputs, front }: Shape) => inputs + (front?.convolution?.filters ?? 0)

/** Inputs of a layer: its own state first, then those of the lowest layer or the state of the layer below. */
export const columnsOf = (shape: Shape, layer: number) =>
  shape.hidden + (layer === 0 ? lowestInputs(shape) : shape.hidden)

/** Inputs of the head: the state of the top layer, then the context of attention. */
export const headInputs = ({ hidden, front }: Shape) => (front?.attention ? 2 * hidden : hidden)

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

/** Index of the head's weights, shape [outputs, headInputs], row-major. */
export const headAt = (shape: Shape) => weightsAt(shape, shape.layers)

/** Index of the head's biases, shape [outputs]. */
export const headBiasesAt = (shape: Shape) => headAt(shape) + shape.outputs * headInputs(shape)

/** Index of the filters' weights, shape [filters, width, inputs], the oldest step first. */
export const filtersAt = (shape: Shape) => headBiasesAt(shape) + shape.outputs

/** Index of the filters' biases, shape [filters]. */
export const filterBiasesAt = (shape: Shape) => {
  const { filters, width } = shape.front?.convolution ?? { filters: 0, width: 0 }
  return filtersAt(shape) + filters * width * shape.inputs
}

/** Index of attention's queries, shape [hidden, hidden], row-major. */
export const queriesAt = (shape: Shape) => filterBiasesAt(shape) + (shape.front?.convolution?.filters ?? 0)

/** Index of attention's keys, shape [hidden, hidden], row-major. */
export const keysAt = (shape: Shape) => queriesAt(shape) + squareOf(shape)

/** Number of all parameters. */
export const parameterCount = (shape: Shape) => keysAt(shape) + squareOf(shape)

const squareOf = ({ hidden, front }: Shape) => (front?.attention ? hidden * hidden : 0)

/** Sizes that decide how much memory a network takes. */
export interface MemorySizes {
  readonly inputs: number
  readonly hidden: number
  readonly layers: number
  readonly outputs: number
  readonly channels: number
  readonly window: number
  /** Windows learned from at once. */
  readonly windows: number
  /** Rows kept. */
  readonly memory: number
}

const padded = (count: number, multiple: number) => Math.ceil(count / multiple) * multiple
/** Bytes of some float32, in whole cache lines. */
const lines = (floats: number) => 4 * padded(floats, 16)
const sum = (numbers: readonly number[]) => numbers.reduce((all, bytes) => all + bytes, 0)

/** Bytes that the kernel lays out (`kernel/assembly/plan.ts`): parameters and one step, a batch of windows, the rows kept. */
export function memoryNeeded(sizes: MemorySizes): { network: number; batch: number; rows: number } {
  const { inputs, hidden, layers, outputs, channels, window, windows, memory } = sizes
  const [inputWidth, width, outputWidth] = [padded(inputs, 4), padded(hidden, 8), padded(outputs, 8)]
  const gates = 4 * width
  const stride = gates + 16
  const units = channels * width
  const parameters = (width + inputWidth + 1 + (layers - 1) * (2 * width + 1)) * gates + (width + 1) * outputWidth
  const network = [
    ...[parameters, parameters, parameters, parameters, width * Math.max(gates, outputWidth)],
    ...[2 * layers * units, 2 * layers * units],
    ...[channels * inputs, channels * outputs, 6 * layers * channels * hidden, windows],
    ...[channels * inputWidth, layers * channels * stride, units, channels * outputWidth],
  ]
  const side = windows * channels
  const all = window * side
  const batch = [
    ...[all * inputWidth, all * outputWidth, all * outputWidth, layers * all * stride],
    ...[layers * (all + side) * width, layers * (all + side) * width, layers * all * width],
    ...[all * width, side * width],
  ]
  return {
    network: sum(network.map(lines)),
    batch: sum(batch.map(lines)),
    rows: memory * 4 * channels * (inputWidth + outputWidth + 2 * layers * width),
  }
}

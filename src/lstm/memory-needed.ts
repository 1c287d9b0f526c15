import { filtersAt, parameterCount, type Shape } from './shape.ts'

/** Bytes of the largest arena, the memory that networks of the same sizes share: 32-bit addresses end at 4 GiB. */
export const arenaBytes = 1 << 30

/** Bytes at the beginning of each arena left for the kernel's constants. */
export const constantBytes = 1 << 16

/** Sizes that decide how much memory a network takes. */
export interface MemorySizes extends Shape {
  /** Series that share the weights, each with its own state. */
  readonly channels: number
  /** Targets of a channel in a row; `outputs` is a multiple of it. */
  readonly targets: number
  /** Longest window learned from, in steps. */
  readonly window: number
  /** Windows learned from at once. */
  readonly windows: number
  /** Members that make a step at once. */
  readonly members: number
  /** Rows in the store. */
  readonly storeRows: number
  /** Whether a row holds a base and a scale of the outputs. */
  readonly base?: boolean | undefined
}

const padded = (count: number, multiple: number) => Math.ceil(count / multiple) * multiple
/** Bytes of some float32, in whole cache lines. */
const lines = (floats: number) => 4 * padded(floats, 16)
const sum = (floats: readonly number[]) => floats.reduce((bytes, count) => bytes + lines(count), 0)

/**
 * Bytes that the kernel takes (`kernel/assembly/plan.ts`), and that a front would take in it.
 *
 * @returns of a network its `weights` with moments; of each of its members its `states`, and its `rows`; of all networks
 * of these sizes together the `scratch`
 */
export function memoryNeeded(sizes: MemorySizes): { weights: number; states: number; rows: number; scratch: number } {
  const { inputs, hidden, layers, outputs, targets, channels, window, windows, storeRows, members, base } = sizes
  const [inputWidth, width] = [padded(inputs, 4), padded(hidden, 8)]
  const [outputWidth, targetWidth] = [padded(outputs, 8), padded(targets, 8)]
  const baseWidth = base ? outputWidth : 0
  const gates = 4 * width
  const stride = gates + 16
  const units = channels * width
  const state = 2 * layers * units
  const parameters =
    (width + inputWidth + 1 + (layers - 1) * (2 * width + 1)) * gates +
    (width + 1) * outputWidth +
    (parameterCount(sizes) - filtersAt(sizes))
  const remembered = sizes.front?.attention?.steps ?? 0
  const batch = windows * channels
  const all = window * batch
  const stepped = members * channels
  return {
    weights: sum([parameters, parameters, parameters]),
    states: sum([(window + 2 + remembered) * state]),
    rows: sum([storeRows * channels * (inputWidth + targetWidth + 2 * baseWidth)]),
    scratch: sum([
      ...[parameters, Math.max(width * Math.max(gates, outputWidth), inputWidth * gates)],
      ...[
        stepped * inputs,
        stepped * outputs,
        6 * layers * channels * hidden,
        4 * Math.max(members, windows),
        outputWidth,
      ],
      ...[stepped * inputWidth, members * state, members * state],
      ...[layers * stepped * stride, stepped * width, stepped * outputWidth],
      ...[
        all * inputWidth,
        all * outputWidth,
        all * outputWidth,
        all * baseWidth,
        all * baseWidth,
        layers * all * stride,
      ],
      ...[layers * (all + batch) * width, layers * (all + batch) * width, layers * all * width],
      ...[all * width, batch * width, 2 * layers * batch * width, Math.max(width, inputWidth)],
    ]),
  }
}

import type { Cell } from '../series/forecast.ts'
import type { Saveable } from '../state/fields.ts'
import type { Update } from './adam.ts'
import type { LossName } from './loss.ts'
import type { MemorySizes } from './memory-needed.ts'

export type Floats = Float32Array | Float64Array

export interface EngineOptions extends MemorySizes {
  readonly loss: LossName
  readonly clipNorm: number
}

export interface Learned {
  /** False if there was nothing to learn from or the numbers overflowed: nothing has changed then. */
  readonly learned: boolean
  readonly loss: number
  /** Before clipping. NaN or infinite if the numbers overflowed. */
  readonly gradientNorm: number
}

/**
 * Does the arithmetic of a network and holds its numbers. The caller decides which rows to use and when to learn.
 *
 * Rows are indexes into a store of `memory` rows. A row holds the inputs of a step and its targets.
 *
 * `state` passes on parameters, Adam's moments, the carried states of the last `window` + 1 steps and the last gates,
 * in logical order whatever the layout inside. Rows are passed on by the caller, who knows which are in use.
 */
export interface Engine extends Saveable {
  readonly kind: 'wasm' | 'reference'
  /** The last step, layer by layer from the lowest. Read the numbers at once: the next step changes them. */
  readonly cells: readonly Cell[]
  /** The parameters, copied, in the order of `shape.ts`. */
  parameters: Float64Array
  /**
   * The gradient of the last update before clipping, copied, in the same order; with the kernel, until another network
   * of these sizes learns.
   */
  readonly gradient: Float64Array
  /**
   * Writes the inputs into a row, makes a step and writes its predictions to `outputs`. False if a number is not finite: nothing has changed then.
   *
   * @param inputs shape [channels × inputs]
   * @param outputs shape [channels × outputs]
   */
  step(row: number, inputs: ArrayLike<number>, outputs: Float64Array): boolean
  /** Writes a target into a row; NaN if it is missing. */
  setTarget(row: number, channel: number, output: number, target: number): void
  /**
   * One update of Adam on the mean loss over all known targets of windows of `length` rows that begin at the rows in
   * `starts`. The first is the newest window, which starts from the carried state of then; the others start from zero.
   */
  learn(starts: readonly number[], length: number, update: Update): Learned
  /** Sets the recurrent state to zero; the weights are kept. */
  forget(): void
  /**
   * A copy of some rows, each: inputs [channels × inputs], targets [channels × outputs].
   */
  rows(rows: readonly number[]): Floats
  /** Writes such a copy into some rows. */
  setRows(rows: readonly number[], values: Floats): void
  /** Frees its memory. Afterwards only `cells` can be read. */
  dispose(): void
}

import type { Cell } from '../series/forecast.ts'
import type { Saveable } from '../state/fields.ts'
import type { Update } from './adam.ts'
import type { LossOptions } from './loss.ts'
import type { MemorySizes } from './memory-needed.ts'

export type Floats = Float32Array | Float64Array

export interface EngineOptions extends MemorySizes, LossOptions {
  readonly clipNorm: number
}

export interface Learned {
  /** False if there was nothing to learn from or the numbers overflowed: nothing has changed then. */
  readonly learned: boolean
  /** Mean over the members of the mean loss of each. */
  readonly loss: number
  /** Before clipping. NaN or infinite if the numbers overflowed. */
  readonly gradientNorm: number
}

/**
 * What a member of a network has of its own: the states after its last `window` + 2 steps and a store of `storeRows`
 * rows. A row holds the inputs of a step, its targets and, if there are any, base and scale. The caller decides which
 * rows to use.
 *
 * `state` passes on the states, in logical order whatever the layout inside. Rows are passed on by the caller, who knows
 * which are in use.
 */
export interface Place extends Saveable {
  /** The last step, layer by layer from the lowest. Read the numbers at once: the next step changes them. */
  readonly cells: readonly Cell[]
  /** Writes the target of a lead into a row; NaN if it is missing. */
  setTarget(row: number, channel: number, lead: number, target: number): void
  /** Writes base and scale of a row, shape [channels × outputs] each: the loss judges base + scale × outputs. */
  setBase(row: number, base: Float64Array, scale: Float64Array): void
  /** Sets the recurrent state to zero. */
  forget(): void
  /**
   * A copy of some rows, each: inputs [channels × inputs], targets [channels × targets], base and scale
   * [channels × outputs] each.
   */
  rows(rows: readonly number[]): Floats
  /** Writes such a copy into some rows, of which the last is that of the last step. */
  setRows(rows: readonly number[], values: Floats): void
  /** Frees its memory. Afterwards only `cells` can be read. */
  dispose(): void
}

/** One step of a member. */
export interface Step<P extends Place = Place> {
  readonly place: P
  /** The row that the inputs go to. */
  readonly row: number
  /** Steps since the last reset whose rows are in the store, before this one. Default: 0. */
  readonly earlier?: number
  /** Receives the forecasts, shape [channels × outputs]. */
  readonly outputs: Float64Array
  /** Set by the engine: false if a number is not finite; nothing of the member has changed then. */
  made: boolean
}

/** Windows of a member to learn from, each of `length` rows. */
export interface Windows<P extends Place = Place> {
  readonly place: P
  /** The rows that they begin at. */
  readonly starts: readonly number[]
  readonly length: number
  /** The first window starts from the state carried after the step this many steps ago, the others from zero. */
  readonly ago: number
  /** Of each window, the steps before it, since the reset before it, whose rows are in the store. Default: 0. */
  readonly earlier?: readonly number[]
}

/**
 * Does the arithmetic of a network and holds its weights; each member has a place. What a member's step gives does not
 * depend on the other members in the call.
 *
 * `state` passes on parameters and Adam's moments, in logical order.
 */
export interface Engine<P extends Place = Place> extends Saveable {
  readonly kind: 'wasm' | 'reference'
  /** The parameters, copied, in the order of `shape.ts`. */
  parameters: Float64Array
  /**
   * The gradient of the last update before clipping, copied, in the same order; with the kernel, until another network
   * of these sizes learns.
   */
  readonly gradient: Float64Array
  /**
   * A place full of zeros.
   *
   * @throws ConfigError if there is no memory for another member
   */
  join(): P
  /**
   * Writes the inputs of each member into its row, makes a step and writes its predictions.
   *
   * @param inputs shape [members × channels × inputs]
   */
  step(steps: readonly Step<P>[], inputs: Float64Array): void
  /**
   * One update of Adam. The gradient is the mean over the members of the gradient of each: of the mean loss over all
   * known targets of its windows. Members without a known target do not count.
   */
  learn(members: readonly Windows<P>[], update: Update): Learned
  /** Frees the memory of the weights and of all members. */
  dispose(): void
}

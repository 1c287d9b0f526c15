import type { Cell } from '../series/forecast.ts'
import type { Update } from './adam.ts'
import type { LossName } from './loss.ts'
import type { Shape } from './shape.ts'

export type Floats = Float32Array | Float64Array

export interface EngineOptions extends Shape {
  readonly channels: number
  /** Rows kept. */
  readonly memory: number
  /** Longest window learned from, in steps. */
  readonly window: number
  /** Most windows learned from at once. */
  readonly windows: number
  readonly loss: LossName
  readonly clipNorm: number
}

export interface Learned {
  /** False where there was nothing to learn from or the numbers overflowed: nothing has changed then. */
  readonly learned: boolean
  readonly loss: number
  /** Before clipping. NaN or infinite where the numbers overflowed. */
  readonly gradientNorm: number
}

/** All an engine remembers, the same for every engine but for the width of its numbers. */
export interface EngineState {
  /** Parameters in the order of `shape.ts`, and Adam's moments in the same order. */
  readonly parameters: Floats
  readonly first: Floats
  readonly second: Floats
  /** What is carried from step to step: h and c of each layer, shape [channels × layers × 2 × hidden]. */
  readonly state: Floats
  /** The gates of the last step, in the order i, f, o, candidate, shape [layers × 4 × channels × hidden], and what was said then, [channels × outputs]. */
  readonly gates: Floats
  readonly outputs: Floats
  /** The rows asked for, each: inputs [channels × inputs], targets [channels × outputs], and the state before it, as above. */
  readonly rows: Floats
}

/**
 * Does the arithmetic of a network and keeps its numbers. Which rows to use and when to learn is decided outside.
 *
 * Rows are places in a store of `memory` rows, used in turn. A row holds what was shown at a step, the state before it, and its targets.
 */
export interface Engine {
  readonly kind: 'wasm' | 'reference'
  /** To be filled before `step`, shape [channels × inputs]. */
  readonly inputs: Floats
  /** What was said at the last step, shape [channels × outputs]. */
  readonly outputs: Floats
  /** The last step, layer by layer from the lowest. */
  readonly cells: readonly Cell[]
  /** The parameters, copied, in the order of `shape.ts`. */
  parameters: Float64Array
  /** The last gradient before clipping, copied, in the same order. */
  readonly gradient: Float64Array
  /** Writes the inputs and the state into a row and moves on. False, and nothing has changed, where a number is not finite. */
  step(row: number): boolean
  /** Writes a target into a row; NaN is none. */
  setTarget(row: number, channel: number, output: number, target: number): void
  /** One step of Adam on the mean loss over all known targets of windows of `length` rows, which begin at the rows in `starts`. */
  learn(starts: readonly number[], length: number, update: Update): Learned
  /** Forgets what is carried, not what was learned. */
  forget(): void
  save(rows: readonly number[]): EngineState
  load(state: EngineState, rows: readonly number[]): void
}

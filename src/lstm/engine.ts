import type { Cell } from '../series/forecast.ts'
import type { LossName } from './loss.ts'
import type { Shape } from './shape.ts'

/** What an engine is built for; all memory is taken at once. */
export interface EngineOptions extends Shape {
  /** Series that share the weights, each with its own state. */
  readonly channels: number
  /** Steps that one gradient looks back over. */
  readonly window: number
  /** Windows learned from at once, the newest included. */
  readonly windows: number
  /** Steps kept: inputs, state before, targets. */
  readonly memory: number
  readonly leads: readonly number[]
  readonly loss: LossName
  readonly clipNorm: number
}

/** What one learning step did. */
export interface LearnResult {
  /** False where there was nothing to learn from, or the step was rejected. */
  readonly learned: boolean
  /** Mean loss over the known targets. */
  readonly loss: number
  /** Norm of the gradient before clipping. */
  readonly gradientNorm: number
  /** True where the gradient was not finite: nothing has changed. */
  readonly rejected: boolean
}

/**
 * The arithmetic behind `Lstm`: float64 in plain TypeScript, or float32 in WebAssembly. Time is counted in steps from 0; the engine keeps the last `memory` of them.
 */
export interface Engine {
  /** Shape [channels × outputs]: what the last step forecast. */
  readonly outputs: Float64Array
  /** The top layer at the last step. */
  readonly cell: Cell
  /** All parameters in the order of `shape.ts`. */
  parameters(): Float64Array
  setParameters(values: Float64Array): void
  /** Moves every channel by one step; false where an input or the new state is not finite: then nothing has changed. */
  step(time: number, inputs: Float64Array): boolean
  /** Records the targets that are due at `time`: shape [channels × outputs], entry [channel, i] belongs to step time − leads[i]; NaN is not known. */
  reveal(time: number, targets: Float64Array): void
  /** One step of Adam over windows of `length` steps that begin at `starts`, all channels of each. */
  learn(starts: readonly number[], length: number, rate: number): LearnResult
  /** Sets h and c to zero. */
  reset(): void
  /** Everything the engine remembers, as numbers that `load` reads back to the bit. */
  dump(): Uint8Array
  load(bytes: Uint8Array): void
}

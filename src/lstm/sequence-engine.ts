import type { Saveable } from '../state/fields.ts'
import type { Update } from './adam.ts'
import type { Floats, Learned } from './engine.ts'
import type { Shape } from './shape.ts'

export interface SequenceEngineOptions extends Shape {
  readonly clipNorm: number
}

/**
 * Judges the outputs of a sequence.
 *
 * @param sequence position among those given
 * @param outputs shape [outputs]; replaced by the derivatives of the loss by them
 * @returns the loss
 */
export type Judge = (sequence: number, outputs: Float64Array) => number

export interface LearnedSequences extends Learned {
  /** Derivatives of the mean loss by the inputs of each sequence, shape [steps × inputs], before clipping. */
  readonly inputSlopes: readonly Floats[]
}

/**
 * Does the arithmetic of a network that reads whole sequences, each from a state of zero, and holds its weights. A
 * sequence has shape [steps × inputs], with at least one step.
 */
export interface SequenceEngine extends Saveable {
  readonly kind: 'wasm' | 'reference'
  /** The parameters, copied, in the order of `shape.ts`. */
  parameters: Float64Array
  /** The gradient of the last update before clipping, copied, in the same order. */
  readonly gradient: Float64Array
  /** The outputs after the last step of each sequence, shape [sequences × outputs]. */
  run(sequences: readonly Floats[]): Float64Array
  /** One update of Adam by the gradient of the mean loss, back through all steps of each sequence. */
  learn(sequences: readonly Floats[], judge: Judge, update: Update): LearnedSequences
  /** Frees the memory of the weights. */
  dispose(): void
}

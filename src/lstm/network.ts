import type { Cell } from '../series/forecast.ts'
import type { Saveable } from '../state/fields.ts'

/** Result of `learn`. */
export interface LearnResult {
  /** Whether the weights changed. */
  readonly learned: boolean
  /** Mean loss over the targets learned from, before the update; 0 if there were none. */
  readonly loss: number
  /** Euclidean norm of the gradient before clipping. */
  readonly gradientNorm: number
  /** Whether a number was not finite or a target not one of the loss: the weights are unchanged then. */
  readonly rejected: boolean
}

/** A recurrent network that learns online, with weights of its own or shared ones. Arrays are channel-major. */
export interface Network extends Saveable {
  /** `wasm`, or `reference` if it was chosen or there is no WebAssembly SIMD. */
  readonly kind: 'wasm' | 'reference'
  /** All layers at the last step, from the lowest. Read the numbers at once: the next step changes them. */
  readonly cells: readonly Cell[]
  /** The top layer at the last step. */
  readonly cell: Cell
  /**
   * The forecasts of the last step, shape [channels × leads]; with softmax their logits, shape [channels × leads ×
   * classes], with pinball their quantiles, shape [channels × leads × levels]. A view that the next step overwrites.
   */
  readonly outputs: Float64Array
  /** Calls of `learn` and `step` that were rejected for a number that is not finite or a target not of the loss. */
  readonly rejections: number
  /**
   * Stores the targets that are now due and learns from the newest window and old ones drawn: at once if the weights
   * are the network's own, at the next `apply` if they are shared.
   *
   * @param targets shape [channels × leads]: entry `channel × leads.length + i` is the target of lead `leads[i]`,
   * counted from the step `leads[i]` steps ago; NaN if it is missing. If one is infinite in float32, beyond
   * 1e18 with the loss squared, outside 0 to 1 with logistic, or no number of a class with softmax, the call is
   * rejected: no target is stored, nothing is learned.
   * @throws RangeError if their number is wrong
   */
  learn(targets: Float64Array): LearnResult
  /**
   * Makes one step.
   *
   * @param inputs shape [channels × inputs]. If one is NaN or infinite in float32, no step is made.
   * @param base with the option `base`, the shape of `outputs`, which do not contain it: the loss of this step is that
   * of base + scale × outputs
   * @param scale the same shape. Default: ones
   * @returns `outputs`
   * @throws RangeError if there is a wrong number of them, or one of `base` or `scale` is not finite in float32
   */
  step(inputs: Float64Array, base?: Float64Array, scale?: Float64Array): Float64Array
  /** Sets the recurrent state to zero, after a break in the series. The weights are kept. */
  reset(): void
  /**
   * Frees the memory of the network without waiting for garbage collection. Afterwards only `outputs`, `cells`
   * and `kind` can be read; anything else throws an Error. A second call does nothing.
   */
  dispose(): void
}

import type { Saveable } from '../state/fields.ts'
import type { OutcomeInput } from './outcome-expert.ts'

/** Inputs of a regression or network, of sizes about 1. */
export interface Features extends Saveable {
  readonly width: number
  /**
   * Computes the inputs of the next step. 0 stands for what is not known.
   *
   * @param out receives them from index `from` on
   */
  next(input: OutcomeInput, out: Float64Array, from: number): void
}

/** Inputs stay within ±4. */
export const clip = (x: number): number => (Number.isNaN(x) ? 0 : Math.max(-4, Math.min(4, x)))

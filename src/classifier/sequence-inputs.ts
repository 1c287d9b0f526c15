import type { Floats } from '../lstm/engine.ts'
import type { Saveable } from '../state/fields.ts'

/** Makes the inputs of an LSTM from items. */
export interface SequenceInputs<Item> extends Saveable {
  /** Inputs at each step. */
  readonly width: number
  /** What is kept of an item to learn from it again: as much as is read. */
  kept(item: Item): Item
  /** Steps that are read of an item. */
  steps(item: Item): number
  /** Takes in what a new item tells of the inputs: its words, or the range of its numbers. */
  meet(item: Item): void
  /** The inputs of an item, shape [steps × width]. */
  of(item: Item): Float64Array
  /** The same to learn from; what is returned until `learn` is called belongs together. */
  toLearn(item: Item): Float64Array
  /** @param slopes derivatives by what `toLearn` has returned, in its order */
  learn(slopes: readonly Floats[]): void
}

import type { Saveable } from '../state/fields.ts'

/** Answers with probabilities of classes, and learns from labels. */
export interface ClassExpert<Item> extends Saveable {
  readonly name: string
  /**
   * Answers without any change of state.
   *
   * @param before answers of the experts before it
   * @param out receives the probabilities, shape [classes]
   */
  answer(item: Item, before: readonly Float64Array[], out: Float64Array): void
  /**
   * Learns a label.
   *
   * @param answers of all experts before anything was learned from the item
   */
  learn(item: Item, label: number, answers: readonly Float64Array[]): void
  /** Frees memory outside the JavaScript heap. */
  dispose?(): void
}

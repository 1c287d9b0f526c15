import type { Fields, Saveable, Visit } from '../state/fields.ts'
import { demandSpec, isCount, specFields } from '../state/spec.ts'
import type { Answer, Classifier } from './classifier.ts'
import { sequenceClassifier } from './sequence-classifier.ts'
import { sequenceItem, visitSequence } from './sequence-item.ts'
import { type TextOptions, textClassifier } from './text-classifier.ts'
import { textItem, visitText } from './text-item.ts'
import { WaitingItems } from './waiting-items.ts'

export interface ItemClassifierOptions extends TextOptions {
  /** Items kept at most until their label comes. */
  readonly waiting: number
}

/** An item as it is given: a text, or rows of numbers. */
export interface GivenItem {
  readonly text?: string | undefined
  readonly sequence?: readonly ArrayLike<number>[] | undefined
}

/** A classifier of texts or of sequences, whose labels can come later. */
export interface ItemClassifier extends Saveable {
  /** Columns of the sequences; 0 for texts. */
  readonly columns: number
  readonly names: readonly string[]
  readonly weights: Float64Array
  /** Answers an item, and learns its label, or keeps it by its id until its label comes. */
  answer(given: GivenItem): { answer: Answer; learn(label: number): void; wait(id: string): void }
  /** Whether an item with this id is waiting for its label. */
  isWaiting(id: string): boolean
  learnLate(id: string, label: number): void
  dispose(): void
}

/** What the classifier depends on besides the options, as a text: whether items are texts, and how many columns they have. */
export const itemSpec = ({ text, sequence }: GivenItem): string =>
  JSON.stringify({ columns: text === undefined ? sequence![0]!.length : 0 })

/** @throws DataError if the spec is malformed or describes more than `room` bytes */
export function itemClassifier(spec: string, options: ItemClassifierOptions, room: number): ItemClassifier {
  const { columns } = specFields(spec)
  demandSpec(isCount(columns) && 8 * columns <= room, spec)
  return columns === 0
    ? joined(0, textClassifier(options), options, ({ text }) => textItem(text!), visitText)
    : joined(
        columns,
        sequenceClassifier(options, columns),
        options,
        ({ sequence }) => sequenceItem(sequence!, columns),
        visitSequence(columns),
      )
}

function joined<Item>(
  columns: number,
  classifier: Classifier<Item>,
  { waiting, classes }: ItemClassifierOptions,
  itemOf: (given: GivenItem) => Item,
  visit: Visit<Item>,
): ItemClassifier {
  const items = new WaitingItems(waiting, classes, classifier.names.length, visit)
  return {
    columns,
    names: classifier.names,
    get weights() {
      return classifier.weights
    },
    answer(given) {
      const item = itemOf(given)
      const answer = classifier.answer(item)
      return {
        answer,
        learn: (label) => classifier.learn(item, label, answer),
        wait: (id) => items.add(id, item, answer),
      }
    },
    isWaiting: (id) => items.has(id),
    learnLate(id, label) {
      const { item, answer } = items.take(id)
      classifier.learn(item, label, answer)
    },
    dispose: () => classifier.dispose(),
    state(fields: Fields) {
      fields.part('classifier', classifier)
      fields.part('waiting', items)
    },
  }
}

import * as z from 'zod/mini'
import type { Answer } from '../classifier/classifier.ts'
import { type ItemClassifier, itemClassifier, itemSpec } from '../classifier/item-classifier.ts'
import { lstmOptions } from '../lstm/options.ts'
import { type Accounting, ledgerOf } from '../series/accounting.ts'
import { checkArgument } from '../words/check-argument.ts'
import { required, withDefault } from '../words/option.ts'
import { type Example, faultOf, isLabelOnly } from './example.ts'
import { LazyState } from './lazy-state.ts'
import type { ClassifyOptions } from './options.generated.ts'
import { type Operator, stateful } from './stateful.ts'

export type { ClassifyOptions }

const { seed, engine } = lstmOptions.shape
const count = (min: number, max: number) => z.int().check(z.minimum(min), z.maximum(max))

export const classifyOptions = z
  .strictObject({
    classes: required(
      z.array(z.string().check(z.minLength(1))).check(
        z.minLength(2),
        z.maxLength(64),
        z.refine((classes) => new Set(classes).size === classes.length, { error: 'classes that differ' }),
      ),
      'The classes, 2 to 64, as their labels are written.',
    ),
    words: withDefault(
      count(1, 1 << 20),
      16_384,
      'Words of texts known at most, and eight times that many pairs; the one learned longest ago gives way to a new one.',
    ),
    vector: withDefault(count(1, 1024), 16, 'Numbers in the vector of a word, which are learned.'),
    hidden: withDefault(count(1, 1024), 16, 'Cells of the LSTM.'),
    // On the reviews 4 and 16 are within 0.001 of it in the log loss of the mixture; each costs as much time as the new one.
    replays: withDefault(count(0, 64), 8, 'Old items that the LSTM learns from again beside each new one.'),
    memory: withDefault(count(1, 1 << 20), 2048, 'Labelled items kept for that, the last ones.'),
    waiting: withDefault(
      count(0, 1 << 20),
      1024,
      'Items with an id that are kept until their label comes; the oldest gives way to a new one.',
    ),
    seed,
    engine,
  })
  .check(z.describe('Options of `classify`.'))

/** An item with its answer. */
export interface Classified<E extends Example = Example> {
  readonly example: E
  readonly classes: readonly string[]
  /** Of each class; they sum to 1. Answered before the item's label is learned. */
  readonly probabilities: Float64Array
  /** The most probable class. */
  readonly answer: string
  /** Probabilities of each expert, and of `pool`, which joins them; the answer is a mixture of all. */
  readonly experts: Readonly<Record<string, Float64Array>>
}

/**
 * Classifies texts or sequences of rows, and learns online: each item is answered with a probability for each class, then
 * its label is learned, if it has one. A label can also come later, as `{ id, label }` for an earlier item with that id; it
 * is learned then, and nothing is emitted for it.
 *
 * Texts are read by naive Bayes, logistic regression on words and pairs, and an LSTM with learned word vectors; rows, such
 * as the last 24 hours of a sensor, by logistic regression on a summary and an LSTM. Sequences may differ in length. A
 * mixture by log loss weighs them: it is hardly worse than the best of them, and mostly better.
 *
 * Of a text the last 4,096 words are read, and by the LSTM the last 512 of them; of a word the first 64 characters. The old
 * items that the LSTM learns from again beside a new one have at most 4,096 steps together, or as many as the new one.
 *
 * An item is rejected, and not answered, if it has neither or both of text and sequence, if its rows are not as wide as
 * those before, if a number is beyond float32 or not a number at all, or if its label is none of the classes; so is a label
 * whose item is not kept. Numbers that are NaN are missing.
 *
 * @param options `classes`, and sizes
 * @param accounting `onReject` or `ledger`, to get the rejects
 * @throws ConfigError with every problem of the options
 * @example
 * const texts = ['good phone', 'bad phone', 'a good film', 'a bad film', 'good', 'bad food']
 * from(texts)
 *   .pipe(
 *     map((text) => ({ text, label: text.includes('good') ? 'yes' : 'no' })),
 *     classify({ classes: ['no', 'yes'] }),
 *     skip(4),
 *   )
 *   .subscribe(({ example, answer }) => console.log(example.text, answer))
 * // good yes
 * // bad food no
 */
export function classify<E extends Example = Example>(
  options: ClassifyOptions,
  accounting: Accounting = {},
): Operator<E, Classified<E>> {
  const ledger = ledgerOf('classify', accounting)
  const checked = checkArgument('classify', classifyOptions, options)
  const { classes } = checked
  return stateful((emit) => {
    const state = new LazyState<ItemClassifier>((spec, room) => {
      return itemClassifier(spec, { ...checked, classes: classes.length }, room)
    })
    return {
      next(example) {
        const fault = faultOf(example, classes, state.value?.columns) ?? lateFault(example, state.value)
        if (fault !== undefined) return ledger.reject({ reason: fault, raw: rawOf(example) })
        ledger.accept(false)
        const { id, label } = example
        const known = label === undefined || label === null ? -1 : classes.indexOf(String(label))
        if (isLabelOnly(example)) return state.value!.learnLate(String(id), known)
        const { value = state.begin(itemSpec(example)) } = state
        const { answer, learn, wait } = value.answer(example)
        emit(classified(example, classes, value.names, answer))
        if (known >= 0) learn(known)
        else if (id !== undefined) wait(String(id))
      },
      state(fields) {
        for (const name of sizes) fields.same(name, checked[name])
        fields.part('classifier', state)
      },
      close: () => state.value?.dispose(),
    }
  })
}

/** The state depends on these. */
const sizes = ['classes', 'words', 'vector', 'hidden', 'memory', 'waiting', 'engine'] as const

/** Why a label cannot be learned that comes without its item, if so. */
function lateFault(example: Example, classifier: ItemClassifier | undefined): string | undefined {
  if (!isLabelOnly(example) || classifier?.isWaiting(String(example.id))) return undefined
  return `expected the id of an item that waits for its label, got ${example.id}; give the item with its id first, and raise waiting if many do`
}

/** Its parts as texts. */
function rawOf(example: Example): readonly string[] {
  if (typeof example !== 'object' || example === null) return [String(example)]
  const { id, text, sequence, label } = example
  return [id, text, sequence, label].flatMap((part) => (part === undefined ? [] : [String(part)]))
}

function classified<E extends Example>(
  example: E,
  classes: readonly string[],
  names: readonly string[],
  { probabilities, experts }: Answer,
): Classified<E> {
  let best = 0
  for (let c = 1; c < classes.length; c++) if (probabilities[c]! > probabilities[best]!) best = c
  return {
    example,
    classes,
    probabilities,
    answer: classes[best]!,
    experts: Object.fromEntries(names.map((name, k) => [name, experts[k]!.slice()])),
  }
}

import { type Fields, nonNegative } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import { log } from '../stats/elementary.ts'
import type { ClassExpert } from './class-expert.ts'
import { toLogits, toProbabilities } from './probabilities.ts'
import { Rows } from './rows.ts'
import type { TextItem } from './text-item.ts'
import type { Vocabulary } from './vocabulary.ts'

/**
 * Multinomial naive Bayes (McCallum and Nigam 1998), online: P(c | words) ∝ P(c) Π P(word | c), each estimated from counts
 * so far plus one. Words never learned do not count.
 */
export class NaiveBayes implements ClassExpert<TextItem> {
  readonly name: string
  private readonly classes: number
  private readonly vocabulary: Vocabulary
  private readonly wordsOf: (item: TextItem) => readonly string[]
  private readonly factor: number
  /** Labels of each class, and words counted in items of each. */
  private readonly labels: Float64Array
  private readonly totals: Float64Array
  /** Shape [words × classes]. */
  private readonly counts: Rows

  /**
   * @param wordsOf what is counted in an item
   * @param factor of what the words say: half corrects for words that come together, which naive Bayes counts in full
   */
  constructor(
    name: string,
    classes: number,
    vocabulary: Vocabulary,
    wordsOf: (item: TextItem) => readonly string[],
    factor: number,
  ) {
    this.name = name
    this.classes = classes
    this.vocabulary = vocabulary
    this.wordsOf = wordsOf
    this.factor = factor
    this.labels = zeros(classes)
    this.totals = zeros(classes)
    this.counts = new Rows(classes, nonNegative)
    vocabulary.onNew((slot) => this.forget(slot))
  }

  answer(item: TextItem, _: readonly Float64Array[], out: Float64Array): void {
    const { totals, counts, vocabulary } = this
    const rows = vocabulary.known(this.wordsOf(item)).map((slot) => counts.row(slot))
    for (let c = 0; c < out.length; c++) {
      let sum = 0
      for (const row of rows) sum += log(row[c]! + 1)
      if (rows.length > 0) sum -= rows.length * log(totals[c]! + vocabulary.size)
      out[c] = log(this.labels[c]! + 1) + this.factor * sum
    }
    toProbabilities(out)
  }

  learn(item: TextItem, label: number): void {
    this.labels[label]!++
    for (const slot of this.vocabulary.learn(this.wordsOf(item))) {
      this.counts.row(slot)[label]!++
      this.totals[label]!++
    }
  }

  private forget(slot: number): void {
    const row = this.counts.row(slot)
    for (let c = 0; c < this.classes; c++) this.totals[c] = Math.max(0, this.totals[c]! - row[c]!)
    row.fill(0)
  }

  state(fields: Fields): void {
    fields.numbers('labels', this.labels, nonNegative)
    fields.numbers('totals', this.totals, nonNegative)
    fields.part('counts', this.counts)
  }
}

/** Another expert's answers with halved logits: naive Bayes takes words that come together as independent. */
export class Halved<Item> implements ClassExpert<Item> {
  readonly name: string
  private readonly of: number

  /** @param of position of the other expert, which comes before it */
  constructor(name: string, of: number) {
    this.name = name
    this.of = of
  }

  answer(_: Item, before: readonly Float64Array[], out: Float64Array): void {
    toLogits(before[this.of]!, out)
    for (let c = 0; c < out.length; c++) out[c]! /= 2
    toProbabilities(out)
  }

  learn(): void {}

  state(): void {}
}

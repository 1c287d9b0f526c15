import { type Fields, nonNegative } from '../state/fields.ts'
import type { ClassExpert } from './class-expert.ts'
import { toProbabilities } from './probabilities.ts'
import { Rows } from './rows.ts'

/** Features of an item: positions of those that are not zero, and their values, 1 if there are none. */
export interface Features {
  readonly slots: readonly number[]
  readonly values?: readonly number[] | undefined
}

/** Finds the features of items. */
export interface FeatureSource<Item> {
  /** Of an item to answer: those known. */
  of(item: Item): Features
  /** Of an item that is learned. */
  learn(item: Item): Features
  /** Calls a listener with each position that is going to have another meaning. */
  onNew?(listener: (slot: number) => void): void
}

/** Sum of squared gradients that each weight begins with: the first step is not the largest. */
const firstSquares = 0.01

/**
 * Logistic regression (multinomial for several classes), one step an item, with a rate for each weight that falls with
 * its squared gradients so far (Adagrad: Duchi, Hazan and Singer 2011).
 */
export class LogisticRegression<Item> implements ClassExpert<Item> {
  readonly name = 'logistic'
  private readonly source: FeatureSource<Item>
  private readonly rate: number
  /** Shape [features × classes], the intercept first. */
  private readonly weights: Rows
  private readonly squares: Rows
  private readonly slopes: Float64Array

  constructor(classes: number, source: FeatureSource<Item>, rate: number) {
    this.source = source
    this.rate = rate
    this.weights = new Rows(classes)
    this.squares = new Rows(classes, nonNegative)
    this.slopes = new Float64Array(classes)
    source.onNew?.((slot) => {
      this.weights.row(slot + 1).fill(0)
      this.squares.row(slot + 1).fill(0)
    })
  }

  answer(item: Item, _: readonly Float64Array[], out: Float64Array): void {
    this.predict(this.source.of(item), out)
  }

  private predict({ slots, values }: Features, out: Float64Array): void {
    out.set(this.weights.row(0))
    slots.forEach((slot, i) => {
      const row = this.weights.row(slot + 1)
      const value = values ? values[i]! : 1
      for (let c = 0; c < out.length; c++) out[c]! += row[c]! * value
    })
    toProbabilities(out)
  }

  learn(item: Item, label: number): void {
    const features = this.source.learn(item)
    const { slopes } = this
    this.predict(features, slopes)
    slopes[label]! -= 1
    this.step(0, 1)
    for (const [i, slot] of features.slots.entries()) this.step(slot + 1, features.values ? features.values[i]! : 1)
  }

  private step(row: number, value: number): void {
    const weights = this.weights.row(row)
    const squares = this.squares.row(row)
    for (let c = 0; c < weights.length; c++) {
      const slope = this.slopes[c]! * value
      squares[c]! += slope * slope
      weights[c]! -= (this.rate * slope) / Math.sqrt(squares[c]! + firstSquares)
    }
  }

  state(fields: Fields): void {
    fields.constant('rate', this.rate)
    fields.part('weights', this.weights)
    fields.part('squares', this.squares)
  }
}

import { type Fields, nonNegative, type Saveable } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'

/** Share of the weights that returns to the first weights at each label, so that each expert can come back. */
const share = 0.001

/**
 * Mixes answers with exponential weights on the log loss, at a rate of 1 (Bayes' rule), and a fixed share (Herbster and
 * Warmuth 1998). The sum of the log losses exceeds that of the last expert, which begins with half of the weights, by at
 * most ln 2, and that of the best of N others by at most ln 2N; the share costs about 1/1000 a label.
 */
export class Mixture implements Saveable {
  /** They sum to 1. */
  readonly weights: Float64Array
  private readonly first: Float64Array

  constructor(experts: number) {
    this.weights = zeros(experts).fill(0.5 / (experts - 1))
    this.weights[experts - 1] = 0.5
    this.first = this.weights.slice()
  }

  /** @param answers of each expert, shape [classes] */
  answer(answers: readonly Float64Array[], out: Float64Array): void {
    out.fill(0)
    answers.forEach((answer, k) => {
      for (let c = 0; c < out.length; c++) out[c]! += this.weights[k]! * answer[c]!
    })
  }

  learn(answers: readonly Float64Array[], label: number): void {
    const { weights } = this
    let sum = 0
    for (let k = 0; k < weights.length; k++) {
      weights[k]! *= answers[k]![label]!
      sum += weights[k]!
    }
    for (let k = 0; k < weights.length; k++) weights[k] = ((1 - share) * weights[k]!) / sum + share * this.first[k]!
  }

  state(fields: Fields): void {
    fields.numbers('weights', this.weights, nonNegative)
  }
}

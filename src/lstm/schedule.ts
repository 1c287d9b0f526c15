import { firstDecay, secondDecay, type Update } from './adam.ts'

/** Counts the updates made, and says how long the next step is. */
export class Schedule {
  private readonly learningRate: number
  private readonly warmUp: number
  /** Updates made so far. */
  count = 0
  /** 0.9^count and 0.999^count, by repeated multiplication: powers differ by machine. */
  firstPower = 1
  secondPower = 1

  /** @param warmUp updates over which the step grows to its full length: Adam's first steps know least and go furthest. */
  constructor(learningRate: number, warmUp: number) {
    this.learningRate = learningRate
    this.warmUp = warmUp
  }

  /** The update to come; nothing changes until `advance`. */
  get next(): Update {
    return {
      rate: this.learningRate * Math.min(1, (this.count + 1) / Math.max(1, this.warmUp)),
      firstCorrection: 1 - this.firstPower * firstDecay,
      secondCorrection: 1 - this.secondPower * secondDecay,
    }
  }

  /** The update was made. */
  advance(): void {
    this.count++
    this.firstPower *= firstDecay
    this.secondPower *= secondDecay
  }
}

import type { Condition, Fields, Saveable } from '../state/fields.ts'
import { firstDecay, secondDecay, type Update } from './adam.ts'

const powers: Condition = { holds: (power) => power >= 0 && power <= 1, expected: 'powers from 0 to 1' }

/** Counts the updates and gives the size of the next one. */
export class Schedule implements Saveable {
  private readonly learningRate: number
  private readonly warmUp: number
  /** Updates made so far. */
  count = 0
  /** 0.9^count and 0.999^count, by repeated multiplication: `**` differs between machines. */
  private readonly powers = Float64Array.of(1, 1)

  /**
   * @param warmUp updates over which the rate grows to its full value: Adam's first updates are the largest and least
   * informed
   */
  constructor(learningRate: number, warmUp: number) {
    this.learningRate = learningRate
    this.warmUp = warmUp
  }

  /** The next update; nothing changes until `advance`. */
  get next(): Update {
    return {
      rate: this.learningRate * Math.min(1, (this.count + 1) / Math.max(1, this.warmUp)),
      firstCorrection: 1 - this.powers[0]! * firstDecay,
      secondCorrection: 1 - this.powers[1]! * secondDecay,
    }
  }

  /** Counts an update that was made. */
  advance(): void {
    this.count++
    this.powers[0]! *= firstDecay
    this.powers[1]! *= secondDecay
  }

  state(fields: Fields): void {
    this.count = fields.counter('count', this.count)
    fields.numbers('powers', this.powers, powers)
  }
}

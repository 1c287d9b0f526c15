import type { Fields } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import type { Expert, ExpertInput, ExpertShape } from './expert.ts'

/** Extends the straight line from the first value to the last: ŷ(t + h) = y(t) + h · (y(t) − y(0)) / t. */
export class Drift implements Expert {
  private readonly first: Float64Array
  private readonly last: Float64Array
  readonly #leads: readonly number[]
  /** Steps since the first value, by channel. */
  private readonly steps: Float64Array

  constructor({ channels, leads }: ExpertShape) {
    this.first = zeros(channels).fill(Number.NaN)
    this.last = zeros(channels).fill(Number.NaN)
    this.steps = zeros(channels)
    this.#leads = leads
  }

  learn({ values }: ExpertInput): void {
    this.last.set(values)
    for (let channel = 0; channel < values.length; channel++) {
      if (!Number.isNaN(this.first[channel]!)) this.steps[channel]!++
      else this.first[channel] = values[channel]!
    }
  }

  forecast(out: Float64Array): void {
    const leads = this.#leads
    for (let channel = 0, at = 0; channel < this.last.length; channel++) {
      const slope = (this.last[channel]! - this.first[channel]!) / Math.max(1, this.steps[channel]!)
      for (let i = 0; i < leads.length; i++) out[at++] = this.last[channel]! + slope * leads[i]!
    }
  }

  state(fields: Fields): void {
    fields.numbers('first', this.first)
    fields.numbers('last', this.last)
    fields.numbers('steps', this.steps)
  }
}

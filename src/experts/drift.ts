import type { Fields } from '../state/fields.ts'
import type { Expert, ExpertInput, ExpertShape } from './expert.ts'

/** Extends the straight line from the first observation to the last: ŷ(t + h) = y(t) + h · (y(t) − y(0)) / t. */
export class Drift implements Expert {
  private readonly first: Float64Array
  private readonly last: Float64Array
  readonly #leads: readonly number[]
  private observations = 0

  constructor({ channels, leads }: ExpertShape) {
    this.first = new Float64Array(channels)
    this.last = new Float64Array(channels)
    this.#leads = leads
  }

  learn({ values }: ExpertInput): void {
    if (this.observations === 0) this.first.set(values)
    this.last.set(values)
    this.observations++
  }

  forecast(out: Float64Array): void {
    const steps = this.observations - 1
    const leads = this.#leads
    for (let channel = 0, at = 0; channel < this.last.length; channel++) {
      const slope = steps > 0 ? (this.last[channel]! - this.first[channel]!) / steps : 0
      for (let i = 0; i < leads.length; i++) out[at++] = this.last[channel]! + slope * leads[i]!
    }
  }

  state(fields: Fields): void {
    fields.numbers('first', this.first)
    fields.numbers('last', this.last)
    this.observations = fields.counter('observations', this.observations)
  }
}

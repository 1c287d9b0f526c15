import type { Fields } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import type { Expert, ExpertInput, ExpertShape } from './expert.ts'

/** Forecasts the last value: ŷ(t + h) = y(t), the best forecast of a random walk. */
export class Persistence implements Expert {
  private readonly last: Float64Array
  readonly #leads: number

  constructor({ channels, leads }: ExpertShape) {
    this.last = zeros(channels).fill(Number.NaN)
    this.#leads = leads.length
  }

  learn({ values }: ExpertInput): void {
    this.last.set(values)
  }

  forecast(out: Float64Array): void {
    for (let channel = 0, at = 0; channel < this.last.length; channel++) {
      for (let i = 0; i < this.#leads; i++) out[at++] = this.last[channel]!
    }
  }

  state(fields: Fields): void {
    fields.numbers('last', this.last)
  }
}

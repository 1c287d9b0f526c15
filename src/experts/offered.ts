import type { Fields } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import type { Expert, ExpertInput, ExpertShape } from './expert.ts'

/** The forecasts that a forecaster elsewhere has made. It sleeps at leads that there are none for. */
export class Offered implements Expert {
  readonly #at: number
  /** Shape [channels × leads]. */
  private readonly current: Float64Array

  /** @param at position of the forecaster in the `offered` of an input */
  constructor({ channels, leads }: ExpertShape, at: number) {
    this.#at = at
    this.current = zeros(channels * leads.length).fill(Number.NaN)
  }

  learn({ offered = new Float64Array() }: ExpertInput): void {
    const { length } = this.current
    for (let k = 0; k < length; k++) this.current[k] = offered[this.#at * length + k] ?? Number.NaN
  }

  forecast(out: Float64Array): void {
    out.set(this.current)
  }

  state(fields: Fields): void {
    fields.numbers('current', this.current)
  }
}

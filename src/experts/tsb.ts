import type { Fields } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import type { Expert, ExpertInput, ExpertShape } from './expert.ts'
import { isIntermittent } from './intermittent.ts'

/** Usual rates for the size of demands and for their probability. */
const sizeRate = 0.1
const probabilityRate = 0.05

/**
 * The mean of intermittent demand: probability of a demand × its size, ŷ = p·z. At each step p ← p + β·(1{y ≠ 0} − p);
 * at a demand z ← z + α·(y − z) (Teunter, Syntetos & Babai 2011). Unlike Croston's method it falls if demand ends. At
 * first both are means of all values. It sleeps while the series is not intermittent.
 */
export class Tsb implements Expert {
  /** By channel: known values, demands among them, p and z. */
  private readonly steps: Float64Array
  private readonly demands: Float64Array
  private readonly probabilities: Float64Array
  private readonly sizes: Float64Array
  readonly #leads: number

  constructor({ channels, leads }: ExpertShape) {
    this.steps = zeros(channels)
    this.demands = zeros(channels)
    this.probabilities = zeros(channels)
    this.sizes = zeros(channels)
    this.#leads = leads.length
  }

  learn({ missing, values }: ExpertInput): void {
    for (let channel = 0; channel < values.length; channel++) {
      if (missing[channel] === 1) continue
      const demand = values[channel] === 0 ? 0 : 1
      const rate = Math.max(probabilityRate, 1 / ++this.steps[channel]!)
      this.probabilities[channel]! += rate * (demand - this.probabilities[channel]!)
      if (demand === 0) continue
      const newest = Math.max(sizeRate, 1 / ++this.demands[channel]!)
      this.sizes[channel]! += newest * (values[channel]! - this.sizes[channel]!)
    }
  }

  forecast(out: Float64Array): void {
    for (let channel = 0; channel < this.steps.length; channel++) {
      const awake = isIntermittent(this.steps[channel]!, this.demands[channel]!)
      const mean = awake ? this.probabilities[channel]! * this.sizes[channel]! : Number.NaN
      out.fill(mean, channel * this.#leads, (channel + 1) * this.#leads)
    }
  }

  state(fields: Fields): void {
    fields.numbers('steps', this.steps)
    fields.numbers('demands', this.demands)
    fields.numbers('probabilities', this.probabilities)
    fields.numbers('sizes', this.sizes)
  }
}

import type { Fields } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import type { Expert, ExpertInput, ExpertShape } from './expert.ts'
import { isIntermittent } from './intermittent.ts'

/** The usual rate. */
const rate = 0.1

/**
 * The mean of intermittent demand: size of a demand z over the interval between demands p. At each demand z ← z + α·(y −
 * z) and p ← p + α·(q − p), with q the steps since the demand before (Croston 1972). The ratio of two means is too
 * large by about α/2, which is corrected: ŷ = (1 − α/2)·z/p (Syntetos & Boylan 2005). It sleeps while the series is not
 * intermittent.
 */
export class Croston implements Expert {
  /** By channel: known values, demands among them, q, z and p. */
  private readonly steps: Float64Array
  private readonly demands: Float64Array
  private readonly waits: Float64Array
  private readonly sizes: Float64Array
  private readonly intervals: Float64Array
  readonly #leads: number

  constructor({ channels, leads }: ExpertShape) {
    this.steps = zeros(channels)
    this.demands = zeros(channels)
    this.waits = zeros(channels)
    this.sizes = zeros(channels)
    this.intervals = zeros(channels)
    this.#leads = leads.length
  }

  learn({ missing, values }: ExpertInput): void {
    for (let channel = 0; channel < values.length; channel++) {
      if (missing[channel] === 1) continue
      this.steps[channel]!++
      this.waits[channel]!++
      if (values[channel] === 0) continue
      // The first demand is the first size and the first interval.
      const share = this.demands[channel]!++ === 0 ? 1 : rate
      this.sizes[channel]! += share * (values[channel]! - this.sizes[channel]!)
      this.intervals[channel]! += share * (this.waits[channel]! - this.intervals[channel]!)
      this.waits[channel] = 0
    }
  }

  forecast(out: Float64Array): void {
    for (let channel = 0; channel < this.steps.length; channel++) {
      const demands = this.demands[channel]!
      const awake = demands > 0 && isIntermittent(this.steps[channel]!, demands)
      const mean = awake ? ((1 - rate / 2) * this.sizes[channel]!) / this.intervals[channel]! : Number.NaN
      out.fill(mean, channel * this.#leads, (channel + 1) * this.#leads)
    }
  }

  state(fields: Fields): void {
    fields.numbers('steps', this.steps)
    fields.numbers('demands', this.demands)
    fields.numbers('waits', this.waits)
    fields.numbers('sizes', this.sizes)
    fields.numbers('intervals', this.intervals)
  }
}

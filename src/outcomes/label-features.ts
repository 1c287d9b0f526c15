import { Recent } from '../series/recent.ts'
import type { Fields } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import { log } from '../stats/elementary.ts'
import { type Cycles, calendarWaves, calendarWidth } from '../time/calendar.ts'
import { clip, type Features } from './features.ts'
import { hitOf } from './logit.ts'
import type { OutcomeInput } from './outcome-expert.ts'

/** Share of the newest label in the recent rates: half-lives of about 3, 12 and 48 labels. */
const shares = [0.2, 0.055, 0.0143]
const least = 0.1

/**
 * A constant 1; for each channel the last labels as ±1, how far its recent rates are from that of all labels, and the time
 * since it was last 1; and the calendar.
 */
export class LabelFeatures implements Features {
  readonly width: number
  /** Inputs of one channel, which follow the constant. */
  readonly each: number
  readonly #channels: number
  readonly #lags: number
  readonly #cycles: Cycles
  private readonly recent: Recent
  private labels = 0
  /** Rates of all labels, shape [channels], and recent ones, shape [channels × shares]. */
  private readonly rates: Float64Array
  private readonly recentRates: Float64Array
  /** Steps since a channel was 1. */
  private readonly ages: Float64Array
  readonly #hits: Float64Array

  /** @param lags how many labels, the present one included */
  constructor(channels: number, lags: number, cycles: Cycles) {
    this.#channels = channels
    this.#lags = lags
    this.#cycles = cycles
    this.each = lags + shares.length + 1
    this.width = 1 + channels * this.each + calendarWidth(cycles)
    this.recent = new Recent(channels, lags)
    this.rates = zeros(channels)
    this.recentRates = zeros(channels * shares.length)
    this.ages = zeros(channels)
    this.#hits = new Float64Array(channels)
  }

  next({ present, time }: OutcomeInput, out: Float64Array, from: number): void {
    const channels = this.#channels
    for (let k = 0; k < channels; k++) this.#hits[k] = hitOf(present, channels, k)
    this.recent.push(this.#hits)
    if (!Number.isNaN(present)) this.labels++
    let at = from
    out[at++] = 1
    for (let k = 0; k < channels; k++) {
      this.#learn(k, this.#hits[k]!)
      for (let lag = 0; lag < this.#lags; lag++) out[at++] = clip(2 * this.recent.ago(lag, k) - 1)
      const rate = this.rates[k]!
      const spread = Math.max(least, Math.sqrt(rate * (1 - rate)))
      for (let r = 0; r < shares.length; r++) out[at++] = (this.recentRates[k * shares.length + r]! - rate) / spread
      out[at++] = clip(log(1 + this.ages[k]!) / 2)
    }
    calendarWaves(this.#cycles, time, out, at)
  }

  #learn(k: number, hit: number): void {
    this.ages[k] = hit === 1 ? 0 : this.ages[k]! + 1
    if (Number.isNaN(hit)) return
    const equal = 1 / (this.labels + 1)
    this.rates[k]! += (hit - this.rates[k]!) * equal
    for (let r = 0; r < shares.length; r++)
      this.recentRates[k * shares.length + r]! +=
        (hit - this.recentRates[k * shares.length + r]!) * Math.max(shares[r]!, equal)
  }

  state(fields: Fields): void {
    fields.part('recent', this.recent)
    this.labels = fields.counter('labels', this.labels)
    fields.numbers('rates', this.rates)
    fields.numbers('recentRates', this.recentRates)
    fields.numbers('ages', this.ages)
  }
}

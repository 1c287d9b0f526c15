import type { Fields } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import type { Expert, ExpertInput, ExpertShape } from './expert.ts'

/**
 * Forecasts the median of the last values of the same phase: ŷ(t + h) = median of y(t + h − k·m), k = 1, 2, …
 * Holidays, outages and single peaks do not move it. Missing values are left out.
 */
export class SeasonalMedian implements Expert {
  readonly #channels: number
  readonly #leads: readonly number[]
  readonly #season: number
  readonly #seasons: number
  /** The last values of each phase, shape [seasons × season × channels]; NaN if not known. */
  private readonly values: Float64Array
  readonly #sorted: Float64Array
  private steps = 0

  /**
   * @param season in steps
   * @param seasons how many of the last seasons the median is over
   */
  constructor({ channels, leads }: ExpertShape, season: number, seasons: number) {
    this.#channels = channels
    this.#leads = leads
    this.#season = season
    this.#seasons = seasons
    this.values = zeros(seasons * season * channels).fill(Number.NaN)
    this.#sorted = zeros(seasons)
  }

  learn({ missing, values }: ExpertInput): void {
    const at = (this.steps++ % (this.#seasons * this.#season)) * this.#channels
    for (let channel = 0; channel < this.#channels; channel++)
      this.values[at + channel] = missing[channel] === 1 ? Number.NaN : values[channel]!
  }

  forecast(out: Float64Array): void {
    const leads = this.#leads
    for (let i = 0; i < leads.length; i++) {
      const phase = (this.steps + leads[i]! - 1) % this.#season
      for (let channel = 0; channel < this.#channels; channel++)
        out[channel * leads.length + i] = this.median(phase * this.#channels + channel)
    }
  }

  /** @param from index of the first value of the phase */
  private median(from: number): number {
    const sorted = this.#sorted
    let count = 0
    for (let at = from; at < this.values.length; at += this.#season * this.#channels) {
      const value = this.values[at]!
      if (Number.isNaN(value)) continue
      let to = count++
      for (; to > 0 && sorted[to - 1]! > value; to--) sorted[to] = sorted[to - 1]!
      sorted[to] = value
    }
    if (count === 0) return Number.NaN
    const low = sorted[(count - 1) >> 1]!
    return low + (sorted[count >> 1]! - low) / 2
  }

  state(fields: Fields): void {
    fields.same('season', this.#season)
    fields.same('seasons', this.#seasons)
    fields.numbers('values', this.values)
    this.steps = fields.counter('steps', this.steps)
  }
}

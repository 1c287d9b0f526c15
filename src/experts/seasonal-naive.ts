import { Recent } from '../series/recent.ts'
import type { Fields } from '../state/fields.ts'
import type { Expert, ExpertInput, ExpertShape } from './expert.ts'

/**
 * Forecasts the value a whole number of seasons before the target: ŷ(t + h) = y(t + h − k·m), with the smallest k that
 * refers to a known value. It sleeps during the first season.
 */
export class SeasonalNaive implements Expert {
  private readonly recent: Recent
  readonly #channels: number
  readonly #leads: readonly number[]
  readonly #season: number

  /** @param season in steps */
  constructor({ channels, leads }: ExpertShape, season: number) {
    this.recent = new Recent(channels, season)
    this.#channels = channels
    this.#leads = leads
    this.#season = season
  }

  learn({ values }: ExpertInput): void {
    this.recent.push(values)
  }

  forecast(out: Float64Array): void {
    const { recent } = this
    const leads = this.#leads
    const season = this.#season
    for (let channel = 0, at = 0; channel < this.#channels; channel++) {
      for (let i = 0; i < leads.length; i++) {
        const age = season - 1 - ((leads[i]! - 1) % season)
        out[at++] = recent.ago(age, channel)
      }
    }
  }

  state(fields: Fields): void {
    fields.same('season', this.#season)
    fields.part('recent', this.recent)
  }
}

import { Recent } from '../series/recent.ts'
import type { Fields } from '../state/fields.ts'
import type { Expert, ExpertInput, ExpertShape } from './expert.ts'
import { SeasonalNaive } from './seasonal-naive.ts'

/**
 * Seasonal naive, plus the change of the series over the last season: ŷ(t + h) = y(t + h − k·m) + y(t) − y(t − m). It
 * sleeps until a season and a step are known.
 */
export class SeasonalDrift implements Expert {
  private readonly naive: SeasonalNaive
  private readonly recent: Recent
  readonly #channels: number
  readonly #leads: number
  readonly #season: number

  /** @param season in steps */
  constructor(shape: ExpertShape, season: number) {
    this.naive = new SeasonalNaive(shape, season)
    this.recent = new Recent(shape.channels, season + 1)
    this.#channels = shape.channels
    this.#leads = shape.leads.length
    this.#season = season
  }

  learn(input: ExpertInput): void {
    this.naive.learn(input)
    this.recent.push(input.values)
  }

  forecast(out: Float64Array): void {
    this.naive.forecast(out)
    for (let channel = 0, at = 0; channel < this.#channels; channel++) {
      const change = this.recent.ago(0, channel) - this.recent.ago(this.#season, channel)
      for (let i = 0; i < this.#leads; i++) out[at++]! += change
    }
  }

  state(fields: Fields): void {
    fields.same('season', this.#season)
    fields.part('naive', this.naive)
    fields.part('recent', this.recent)
  }
}

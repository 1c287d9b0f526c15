import type { Fields } from '../state/fields.ts'
import type { Expert, Frame, Step } from './expert.ts'
import { Recent } from './recent.ts'
import { SeasonalNaive } from './seasonal-naive.ts'

/** Seasonal naive, moved by how far the series now stands from a season ago: ŷ(t + h) = y(t + h − k·m) + y(t) − y(t − m). */
export class SeasonalDrift implements Expert {
  private readonly naive: SeasonalNaive
  private readonly recent: Recent
  readonly #channels: number
  readonly #leads: number
  readonly #season: number

  /** @param season in steps */
  constructor(frame: Frame, season: number) {
    this.naive = new SeasonalNaive(frame, season)
    this.recent = new Recent(frame.channels, season + 1)
    this.#channels = frame.channels
    this.#leads = frame.leads.length
    this.#season = season
  }

  learn(step: Step): void {
    this.naive.learn(step)
    this.recent.push(step.values)
  }

  forecast(out: Float64Array): void {
    this.naive.forecast(out)
    if (this.recent.length <= this.#season) return
    for (let channel = 0, at = 0; channel < this.#channels; channel++) {
      const moved = this.recent.ago(0, channel) - this.recent.ago(this.#season, channel)
      for (let i = 0; i < this.#leads; i++) out[at++]! += moved
    }
  }

  state(fields: Fields): void {
    fields.same('season', this.#season)
    fields.part('naive', this.naive)
    fields.part('recent', this.recent)
  }
}

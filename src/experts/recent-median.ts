import { Recent } from '../series/recent.ts'
import type { Fields } from '../state/fields.ts'
import type { Expert, ExpertInput, ExpertShape } from './expert.ts'
import { isIntermittent } from './intermittent.ts'

/**
 * Forecasts the median of the last values of the same phase of the season: of intermittent demand, no other number has
 * a smaller mean absolute error, and it is often 0. It sleeps while the series is not intermittent.
 */
export class RecentMedian implements Expert {
  private readonly recent: Recent
  readonly #channels: number
  readonly #leads: readonly number[]
  readonly #count: number
  readonly #season: number

  /**
   * @param count number of values
   * @param season in steps; 1 if there is none
   */
  constructor({ channels, leads }: ExpertShape, count: number, season: number) {
    this.recent = new Recent(channels, count * season)
    this.#channels = channels
    this.#leads = leads
    this.#count = count
    this.#season = season
  }

  learn({ missing, values }: ExpertInput): void {
    this.recent.push(values.map((value, channel) => (missing[channel] === 1 ? Number.NaN : value)))
  }

  forecast(out: Float64Array): void {
    const leads = this.#leads
    for (let channel = 0, at = 0; channel < this.#channels; channel++) {
      const awake = this.isAwake(channel)
      for (let i = 0; i < leads.length; i++) {
        // Of a season of one step, every lead has the same median.
        const known = awake && i > 0 && this.#season === 1
        out[at] = known ? out[at - 1]! : awake ? this.median(channel, leads[i]!) : Number.NaN
        at++
      }
    }
  }

  private isAwake(channel: number): boolean {
    let known = 0
    let demands = 0
    for (let age = 0; age < this.recent.length; age++) {
      const value = this.recent.ago(age, channel)
      if (!Number.isNaN(value)) known++
      if (value !== 0 && !Number.isNaN(value)) demands++
    }
    return isIntermittent(known, demands)
  }

  /** NaN if no value of that phase is known. */
  private median(channel: number, lead: number): number {
    const season = this.#season
    const values: number[] = []
    for (let k = 0, age = season - 1 - ((lead - 1) % season); k < this.#count; k++, age += season) {
      const value = this.recent.ago(age, channel)
      if (!Number.isNaN(value)) values.push(value)
    }
    values.sort((a, b) => a - b)
    return values[(values.length - 1) >> 1] ?? Number.NaN
  }

  state(fields: Fields): void {
    fields.same('count', this.#count)
    fields.same('season', this.#season)
    fields.part('recent', this.recent)
  }
}

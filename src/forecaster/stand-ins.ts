import { Pending } from '../series/pending.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'

/**
 * Values in place of missing ones: what was forecast for the time. Of the forecasts made from the last value on,
 * that of the longest lead is taken, so that an outage is bridged in as few steps as possible: first straight from the
 * last value, then by the longest lead at a time.
 */
export class StandIns implements Saveable {
  readonly #leads: readonly number[]
  readonly #channels: number
  private readonly pending: Pending
  /** Forecasts not yet due, shape [slots × channels × leads]. */
  private readonly forecasts: Float64Array
  /** Steps since the last value that was not missing, by channel. */
  private readonly ages: Float64Array

  /** @param leads in steps, rising */
  constructor(channels: number, leads: readonly number[]) {
    this.#leads = leads
    this.#channels = channels
    this.pending = new Pending(leads)
    this.forecasts = zeros(this.pending.slots * channels * leads.length)
    this.ages = zeros(channels)
  }

  /** @returns the stand-in for the next value of a channel, on the scale of the experts; NaN if there is none */
  next(channel: number): number {
    const leads = this.#leads
    let i = leads.length - 1
    while (i > 0 && leads[i]! > this.ages[channel]! + 1) i--
    const slot = this.pending.due(leads[i]!)
    return slot < 0 ? Number.NaN : this.forecasts[(slot * this.#channels + channel) * leads.length + i]!
  }

  /**
   * Keeps the forecasts of an origin.
   *
   * @param mixed shape [channels × leads]
   * @param missing 1 for each channel whose value at the origin was missing
   */
  issue(mixed: Float64Array, missing: Uint8Array): void {
    this.forecasts.set(mixed, this.pending.issue() * mixed.length)
    for (let channel = 0; channel < this.#channels; channel++)
      this.ages[channel] = missing[channel] === 1 ? this.ages[channel]! + 1 : 0
  }

  state(fields: Fields): void {
    fields.part('pending', this.pending)
    fields.numbers('forecasts', this.forecasts)
    fields.numbers('ages', this.ages)
  }
}

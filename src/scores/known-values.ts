import { Pending } from '../series/pending.ts'
import type { Fields, Saveable } from '../state/fields.ts'

/** The fewest whole seasons that reach back over a lead, in steps: the seasonal naive forecast repeats the value then. */
export const wholeSeasons = (lead: number, season: number): number => Math.ceil(lead / season) * season

/** The last values of each channel, by age, as a naive forecast repeats them: a missing value is the one before it. */
export class KnownValues implements Saveable {
  private readonly channels: number
  private readonly slots: Pending
  /** Shape [slots × channels]. */
  private readonly values: Float64Array

  /** @param oldest largest age needed, in steps */
  constructor(channels: number, oldest: number) {
    this.channels = channels
    this.slots = new Pending([oldest + 1])
    this.values = new Float64Array((oldest + 1) * channels)
  }

  /** @param values shape [channels]; NaN is missing */
  push(values: ArrayLike<number>): void {
    const before = this.slots.due(1)
    const now = this.slots.issue()
    for (let channel = 0; channel < this.channels; channel++) {
      const value = values[channel]!
      this.values[now * this.channels + channel] = Number.isNaN(value) ? this.at(before, channel) : value
    }
  }

  /** @returns the value `steps` steps ago, from 0 for the newest; NaN before the first */
  ago(steps: number, channel: number): number {
    return this.at(this.slots.due(steps + 1), channel)
  }

  clear(): void {
    this.slots.clear()
  }

  state(fields: Fields): void {
    fields.part('slots', this.slots)
    fields.numbers('values', this.values)
  }

  private at(slot: number, channel: number): number {
    return slot < 0 ? Number.NaN : this.values[slot * this.channels + channel]!
  }
}

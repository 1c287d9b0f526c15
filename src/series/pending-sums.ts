import type { Fields, Saveable } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import { Pending } from './pending.ts'

/**
 * The sums of the values since each of the last origins: over the k of each sum, the actual value of its forecast.
 *
 * For each observation, call `add`, read the sums that are `due`, then `begin` that of the new origin.
 */
export class PendingSums implements Saveable {
  readonly #channels: number
  private readonly pending: Pending
  /** Shape [slots × channels]; NaN if a value was missing. */
  private readonly totals: Float64Array

  /** @param over the k of each sum, rising */
  constructor(channels: number, over: readonly number[]) {
    this.#channels = channels
    this.pending = new Pending(over)
    this.totals = zeros(this.pending.slots * channels)
  }

  /** @param values shape [channels]; NaN is missing */
  add(values: ArrayLike<number>): void {
    for (let age = 1; age <= this.pending.count; age++) {
      const from = this.pending.due(age) * this.#channels
      for (let channel = 0; channel < this.#channels; channel++) this.totals[from + channel]! += values[channel]!
    }
  }

  /** The sum of the last `over` values; NaN if one is missing, or there was no origin so long ago. */
  due(over: number, channel: number): number {
    const slot = this.pending.due(over)
    return slot < 0 ? Number.NaN : this.totals[slot * this.#channels + channel]!
  }

  begin(): void {
    const from = this.pending.issue() * this.#channels
    this.totals.fill(0, from, from + this.#channels)
  }

  clear(): void {
    this.pending.clear()
  }

  state(fields: Fields): void {
    fields.part('pending', this.pending)
    fields.numbers('totals', this.totals)
  }
}

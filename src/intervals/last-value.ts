import { Pending } from '../series/pending.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'

/** Share of the evidence that is kept at a row with some of its own, and rows without a repeat that count at the start. */
const kept = 0.97
const doubt = 1
/** A share below this could be chance. */
const leastShare = 0.1

/**
 * Widens intervals to the last value of a series that stays and then jumps, such as a policy rate or a list price. The
 * errors of such a series are tiny nearly always, and intervals by their size can then exclude the value that comes
 * next. An interval with the level 1 − α should hold every value that comes more often than α/2. So, if the last value
 * was outside and came again that often, intervals that exclude it are widened to it.
 *
 * In units of the data. For each observation, call `learn`, then `widen` with the new intervals.
 */
export class LastValue implements Saveable {
  readonly #leads: readonly number[]
  readonly #levels: readonly number[]
  private readonly last: Float64Array
  private readonly pending: Pending
  /** Last values at the origins not yet due, shape [slots × channels]. */
  private readonly values: Float64Array
  /** How many of their intervals excluded them: those of the lowest levels, shape [slots × channels × leads]. */
  private readonly excluded: Float64Array
  /** Of late, the rows with the last value outside, and with it outside and repeated, shape [channels × levels]. */
  private readonly outside: Float64Array
  private readonly repeated: Float64Array

  constructor(channels: number, leads: readonly number[], levels: readonly number[]) {
    this.#leads = leads
    this.#levels = levels
    this.last = zeros(channels).fill(Number.NaN)
    this.pending = new Pending(leads)
    this.values = zeros(this.pending.slots * channels)
    this.excluded = zeros(this.pending.slots * channels * leads.length)
    this.outside = zeros(channels * levels.length)
    this.repeated = zeros(this.outside.length)
  }

  /** @param actual shape [channels]; what is not finite is missing */
  learn(actual: ArrayLike<number>): void {
    for (let channel = 0; channel < this.last.length; channel++) {
      const value = actual[channel]!
      if (!Number.isFinite(value)) continue
      this.#count(channel, value)
      this.last[channel] = value
    }
  }

  #count(channel: number, value: number): void {
    for (let v = 0; v < this.#levels.length; v++) {
      let outside = 0
      let repeated = 0
      for (let i = 0; i < this.#leads.length; i++) {
        const slot = this.pending.due(this.#leads[i]!)
        if (slot < 0 || this.excluded[this.#at(slot, channel, i)]! <= v) continue
        outside++
        if (this.values[slot * this.last.length + channel] === value) repeated++
      }
      if (outside === 0) continue
      const at = channel * this.#levels.length + v
      this.outside[at] = kept * this.outside[at]! + outside / this.#leads.length
      this.repeated[at] = kept * this.repeated[at]! + repeated / this.#leads.length
    }
  }

  #at(slot: number, channel: number, i: number): number {
    return (slot * this.last.length + channel) * this.#leads.length + i
  }

  /** Whether a last value outside the interval of a level comes again too often to be left there. */
  #comesOften(channel: number, v: number): boolean {
    const at = channel * this.#levels.length + v
    const share = this.repeated[at]! / (this.outside[at]! + doubt)
    return share > Math.max(leastShare, (1 - this.#levels[v]!) / 2)
  }

  /**
   * Widens new intervals, in place. They still nest.
   *
   * @param lower shape [channels × leads] for each level
   * @param upper likewise
   */
  widen(lower: readonly Float64Array[], upper: readonly Float64Array[]): void {
    const slot = this.pending.issue()
    this.values.set(this.last, slot * this.last.length)
    for (let channel = 0; channel < this.last.length; channel++) {
      const last = this.last[channel]!
      const from = channel * this.#leads.length
      for (let i = 0; i < this.#leads.length; i++) {
        let outside = 0
        for (let v = 0; v < lower.length; v++) if (last < lower[v]![from + i]! || last > upper[v]![from + i]!) outside++
        this.excluded[this.#at(slot, channel, i)] = outside
      }
      let held = false
      lower.forEach((low, v) => {
        // Intervals outside a widened one are widened too.
        held ||= this.#comesOften(channel, v)
        for (let at = from; held && at < from + this.#leads.length; at++) {
          low[at] = Math.min(low[at]!, last)
          upper[v]![at] = Math.max(upper[v]![at]!, last)
        }
      })
    }
  }

  /** Drops the intervals not yet due, since steps do not count across a gap. */
  drop(): void {
    this.pending.clear()
  }

  state(fields: Fields): void {
    fields.numbers('last', this.last)
    fields.part('pending', this.pending)
    fields.numbers('values', this.values)
    fields.numbers('excluded', this.excluded)
    fields.numbers('outside', this.outside)
    fields.numbers('repeated', this.repeated)
  }
}

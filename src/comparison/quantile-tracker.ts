import { Pending } from '../series/pending.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'

/** Change of a factor at a miss: of its own, and of all of a channel by their mean, as in `IntervalTracker`. */
const ownRate = 0.01
const channelRate = 0.06

/**
 * Keeps the coverage of intervals whose width another model says: of each lead and side, a factor of the distance from the
 * median to the bound. A miss raises it and any other value lowers it, so that in the long run each side is missed as
 * often as the level says (Gibbs & Candès 2021; conformalized quantile regression: Romano, Patterson & Candès 2019).
 */
export class QuantileTracker implements Saveable {
  readonly #leads: readonly number[]
  readonly #levels: readonly number[]
  readonly #channels: number
  readonly #size: number
  private readonly pending: Pending
  /** Shape [levels × 2 × size]: above the median, then below. */
  private readonly factors: Float64Array
  /** Bounds not yet due, shape [slots × factors]. */
  private readonly issued: Float64Array

  constructor(channels: number, leads: readonly number[], levels: readonly number[]) {
    this.#channels = channels
    this.#leads = leads
    this.#levels = levels
    this.#size = channels * leads.length
    this.pending = new Pending(leads)
    this.factors = zeros(2 * levels.length * this.#size).fill(1)
    this.issued = new Float64Array(this.pending.slots * this.factors.length)
  }

  /** @param actual shape [channels]; NaN is missing */
  learn(actual: ArrayLike<number>): void {
    for (let channel = 0; channel < this.#channels; channel++)
      this.#levels.forEach((level, v) => {
        const share = (1 - level) / 2
        const at = 2 * v * this.#size + channel * this.#leads.length
        let [judged, misses] = [0, 0]
        this.#leads.forEach((lead, i) => {
          const slot = this.pending.due(lead)
          for (const [side, sign] of [1, -1].entries()) {
            const entry = at + side * this.#size + i
            const beyond =
              slot < 0 ? Number.NaN : sign * (actual[channel]! - this.issued[slot * this.factors.length + entry]!)
            if (Number.isNaN(beyond)) continue
            judged++
            misses += Number(beyond > 0)
            this.#move(entry, ownRate * (Number(beyond > 0) - share))
          }
        })
        if (judged === 0) return
        const change = channelRate * (misses / judged - share)
        this.#leads.forEach((_, i) => {
          this.#move(at + i, change)
          this.#move(at + this.#size + i, change)
        })
      })
  }

  #move(entry: number, change: number): void {
    this.factors[entry] = Math.max(0, this.factors[entry]! + change)
  }

  /** Changes the bounds of new forecasts, and keeps them until they are due. Those of higher levels enclose lower ones. */
  issue(values: Float64Array, lower: readonly Float64Array[], upper: readonly Float64Array[]): void {
    const slot = this.pending.issue() * this.factors.length
    this.#levels.forEach((_, v) => {
      for (const [side, bounds] of [upper, lower].entries())
        for (let at = 0; at < this.#size; at++) {
          const entry = (2 * v + side) * this.#size + at
          const bound = values[at]! + this.factors[entry]! * (bounds[v]![at]! - values[at]!)
          const inner = v === 0 ? bound : bounds[v - 1]![at]!
          bounds[v]![at] = side === 0 ? Math.max(bound, inner) : Math.min(bound, inner)
          this.issued[slot + entry] = bounds[v]![at]!
        }
    })
  }

  /** Drops the forecasts not yet due, since steps do not count across a gap. */
  drop(): void {
    this.pending.clear()
  }

  state(fields: Fields): void {
    fields.part('pending', this.pending)
    fields.numbers('factors', this.factors)
    fields.numbers('issued', this.issued)
  }
}

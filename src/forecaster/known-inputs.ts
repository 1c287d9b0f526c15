import type { ExpertInput } from '../experts/expert.ts'
import { Pending } from '../series/pending.ts'
import { Recent } from '../series/recent.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import { Moments } from '../stats/moments.ts'
import { RangeScale } from '../stats/range-scale.ts'

export interface KnownSizes {
  readonly channels: number
  /** Columns known ahead. */
  readonly known: number
  /** In steps, rising. */
  readonly leads: readonly number[]
  /** In steps; 1 for none. */
  readonly season: number
}

/** Limits of the base's forecast in deviations of the values: as a change from the last value, and from the mean. */
const changeLimit = 10
const levelLimit = 3
/** Inputs besides those of the columns: a constant and the change that the base forecasts. */
export const commonInputs = 2

/**
 * The inputs of the regressions on columns known ahead. For each column: the change of its value from now to the
 * target, that of its square, and the change from a season before the target; its value now; and its value at the
 * target times the base's forecast, for effects in proportion to the level. They are computed again when the target has
 * arrived, on the scales of that time.
 */
export class KnownInputs implements Saveable {
  readonly width: number
  /** Inputs of each column, which follow one another. */
  readonly perColumn: number
  readonly #sizes: KnownSizes
  readonly #seasonal: boolean
  private readonly pending: Pending
  /** What was known at the origins whose forecasts are not yet due, shape [slots × (1 + leads) × known]. */
  private readonly known: Float64Array
  /** Forecasts of the base, shape [slots × channels × leads], and the values at the origins [slots × channels]. */
  private readonly bases: Float64Array
  private readonly origins: Float64Array
  /** Values of the columns at their own times. */
  private readonly recent: Recent
  private readonly scales: readonly RangeScale[]
  private readonly values: readonly Moments[]

  constructor(sizes: KnownSizes) {
    const { channels, known, leads, season } = sizes
    this.#sizes = sizes
    this.#seasonal = season > 1
    this.perColumn = this.#seasonal ? 5 : 4
    this.width = commonInputs + known * this.perColumn
    this.pending = new Pending(leads)
    const { slots } = this.pending
    this.known = zeros(slots * (1 + leads.length) * known)
    this.bases = zeros(slots * channels * leads.length)
    this.origins = zeros(slots * channels)
    this.recent = new Recent(known, slots + season + 1)
    this.scales = Array.from({ length: known }, () => new RangeScale())
    this.values = Array.from({ length: channels }, () => new Moments())
  }

  /** Keeps what is known now, and the forecasts of the base, shape [channels × leads]. */
  issue({ ahead, missing, values }: ExpertInput, bases: Float64Array): void {
    const { known } = this.#sizes
    const slot = this.pending.issue()
    const from = slot * (this.known.length / this.pending.slots)
    for (let k = 0; k < this.known.length / this.pending.slots; k++) this.known[from + k] = ahead?.[k] ?? Number.NaN
    this.recent.push(this.known.subarray(from, from + known))
    for (let k = 0; k < known; k++) this.scales[k]!.add(this.known[from + k]!)
    this.bases.set(bases, slot * bases.length)
    for (let channel = 0; channel < values.length; channel++) {
      const value = missing[channel] === 1 ? Number.NaN : values[channel]!
      this.origins[slot * values.length + channel] = value
      if (Number.isFinite(value)) this.values[channel]!.add(value)
    }
  }

  /** The base's forecast of a lead made `back` steps before the last origin; NaN if there was none. */
  base(at: number, back: number): number {
    const slot = this.pending.due(1 + back)
    return slot < 0 ? Number.NaN : this.bases[slot * this.#sizes.channels * this.#sizes.leads.length + at]!
  }

  /**
   * Computes the inputs of a lead.
   *
   * @param at channel × leads + index of the lead
   * @param back steps from the origin to the last one
   * @returns whether they are usable: the value at the origin and one of a column at the target are known
   */
  fill(at: number, back: number, out: Float64Array): boolean {
    const { channels, known, leads, season } = this.#sizes
    const slot = this.pending.due(1 + back)
    if (slot < 0) return false
    const channel = Math.floor(at / leads.length)
    const i = at - channel * leads.length
    const now = slot * (1 + leads.length) * known
    const then = now + (1 + i) * known
    const origin = this.origins[slot * channels + channel]!
    const base = this.bases[slot * channels * leads.length + at]!
    const { deviation, mean } = this.values[channel]!
    const ago = season * Math.ceil(leads[i]! / season) - leads[i]! + back
    const level = limited((base - mean) / deviation, levelLimit)
    out[0] = 1
    out[1] = limited((base - origin) / deviation, changeLimit)
    let any = false
    for (let k = 0, to = commonInputs; k < known; k++, to += this.perColumn) {
      const scale = this.scales[k]!
      const before = scale.of(this.known[now + k]!)
      const value = this.known[then + k]!
      const isKnown = Number.isFinite(value)
      any ||= isKnown
      const at = scale.of(value)
      out[to] = isKnown ? at - before : 0
      out[to + 1] = before
      out[to + 2] = isKnown ? (at * at - before * before) / 2 : 0
      out[to + 3] = isKnown ? at * level : 0
      if (this.#seasonal) out[to + 4] = isKnown ? at - scale.of(this.recent.ago(ago, k)) : 0
    }
    return any && Number.isFinite(origin)
  }

  state(fields: Fields): void {
    fields.part('pending', this.pending)
    fields.numbers('known', this.known)
    fields.numbers('bases', this.bases)
    fields.numbers('origins', this.origins)
    fields.part('recent', this.recent)
    fields.parts('scales', this.scales)
    fields.parts('values', this.values)
  }
}

/** Clips to ± the limit; what is not a number becomes 0. */
const limited = (x: number, limit: number) => (Number.isNaN(x) ? 0 : Math.max(-limit, Math.min(limit, x)))

import { DataError } from '../errors.ts'
import type { ExpertInput } from '../experts/expert.ts'
import type { Observation } from '../series/observation.ts'
import { placeText } from '../series/place.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { exp, log } from '../stats/elementary.ts'
import { formatTimestamp } from '../time/timestamp.ts'

/** Values seen before any is cut. */
const knownFrom = 30
/** A value may lie outside all that was seen by at most so many times as wide as all of that is. */
const reach = 2
/** Sizes between which values are shown as they are: beyond, the squares of their squares would leave the range of doubles. */
const smallest = 1e-60
const largest = 1e60

/** Turns observations into what the experts are shown: missing values carried forward, logarithms where they are wanted, sizes that squares can bear, what lies far outside all that was seen cut; and their forecasts back. */
export class InputTransform implements Saveable {
  readonly input: ExpertInput & { time: number }
  /** Whether the experts are shown logarithms. */
  logarithmic: boolean
  readonly #fixed: boolean
  /** What the values of each channel are divided by: a power of two, which costs no bit. */
  private readonly units: Float64Array
  /** Values that each channel has shown. */
  private readonly counts: Float64Array
  /** 1 where the last value was cut. */
  private readonly spiked: Uint8Array
  /** Lowest and highest value of each channel, on the experts' scale. */
  private readonly lowest: Float64Array
  private readonly highest: Float64Array

  /** @param fixed whether logarithms stay, whatever values come */
  constructor(channels: number, covariates: number, logarithmic: boolean, fixed = false) {
    this.input = {
      time: 0,
      values: new Float64Array(channels),
      missing: new Uint8Array(channels),
      covariates: new Float64Array(covariates),
    }
    this.logarithmic = logarithmic
    this.#fixed = fixed
    this.units = new Float64Array(channels).fill(1)
    this.counts = new Float64Array(channels)
    this.spiked = new Uint8Array(channels)
    this.lowest = new Float64Array(channels).fill(Number.POSITIVE_INFINITY)
    this.highest = new Float64Array(channels).fill(Number.NEGATIVE_INFINITY)
  }

  /** Whether every channel has shown a value. */
  get known(): boolean {
    for (let channel = 0; channel < this.counts.length; channel++) if (this.counts[channel] === 0) return false
    return true
  }

  /** @throws DataError where an observation is of another width than was said */
  check({ covariates = [], row, time, values }: Observation): void {
    const where = () => (row ? placeText(row.place) : `observation of ${formatTimestamp(time)}:`)
    const refuse = (expected: string, got: number) => {
      const cure = 'give every observation as many as the forecaster was built for'
      throw new DataError(`${where()} expected ${expected}, got ${got}; ${cure}`)
    }
    const channels = this.input.values.length
    if (values.length !== channels) refuse(`${channels} values`, values.length)
    const wanted = this.input.covariates.length
    if (covariates.length < wanted) refuse(`${wanted} covariates`, covariates.length)
  }

  /**
   * Makes the step of an observation; a value without a logarithm, where there are logarithms, is missing.
   * Answers whether the scale has become another: then what was learned on the old one is void.
   */
  take({ covariates = [], time, values }: Observation): boolean {
    const { input } = this
    let changed = !this.#fixed && this.hasNoLogarithm(values)
    if (changed) this.leaveLogarithms()
    input.time = time
    for (let channel = 0; channel < input.values.length; channel++) {
      const value = values[channel]!
      const seen = Number.isFinite(value) && (!this.logarithmic || value > 0)
      input.missing[channel] = seen ? 0 : 1
      if (!seen) continue
      const unit = this.units[channel]!
      const scaled = this.logarithmic
        ? this.cut(log(value), channel)
        : this.fitted(this.cut(value / unit, channel), value, channel)
      if (this.units[channel] !== unit) changed = true
      input.values[channel] = scaled
      this.counts[channel]!++
      this.lowest[channel] = Math.min(this.lowest[channel]!, scaled)
      this.highest[channel] = Math.max(this.highest[channel]!, scaled)
    }
    for (let i = 0; i < input.covariates.length; i++) {
      if (Number.isFinite(covariates[i])) input.covariates[i] = covariates[i]!
    }
    return changed
  }

  private hasNoLogarithm(values: ArrayLike<number>): boolean {
    if (!this.logarithmic) return false
    for (let channel = 0; channel < values.length; channel++) if (values[channel]! <= 0) return true
    return false
  }

  /** A number to be shown; where it is too large for squares, or all so far was too small, the channel gets the size of its value for a unit. */
  private fitted(shown: number, value: number, channel: number): number {
    const size = Math.abs(shown)
    const nothingYet = this.counts[channel] === 0 || (this.lowest[channel] === 0 && this.highest[channel] === 0)
    if (size <= largest && (size >= smallest || size === 0 || !nothingYet)) return shown
    const unit = this.units[channel]!
    const other = powerOfTwo(Math.abs(value))
    this.units[channel] = other
    // The old unit last: nothing overflows on the way.
    for (const numbers of [this.input.values, this.lowest, this.highest])
      numbers[channel] = (numbers[channel]! / other) * unit
    return value / other
  }

  /**
   * A value no further outside all that was seen than twice as wide as that is: one of 10⁶ among temperatures would throw every expert for months. The second in a row
   * is taken as it is: a new level, as after a change of unit.
   */
  private cut(value: number, channel: number): number {
    const low = this.lowest[channel]!
    const high = this.highest[channel]!
    const room = reach * (high - low)
    if (this.counts[channel]! < knownFrom || !(room > 0)) return value
    const cut = Math.max(low - room, Math.min(high + room, value))
    const passes = cut === value || this.spiked[channel] === 1
    this.spiked[channel] = passes ? 0 : 1
    return passes ? value : cut
  }

  /** Makes the step of a time at which nothing was seen. */
  pass(time: number): void {
    this.input.time = time
    this.input.missing.fill(1)
  }

  /** From now on the values themselves. */
  private leaveLogarithms(): void {
    this.logarithmic = false
    for (const numbers of [this.input.values, this.lowest, this.highest]) numbers.set(numbers.map(exp))
  }

  /** No expert may say what is not finite, or lies further from all that was seen than all of that is wide. Shape [channels × leads]. */
  guard(forecasts: Float64Array): void {
    const leads = forecasts.length / this.input.values.length
    for (let channel = 0; channel < this.input.values.length; channel++) {
      const width = this.highest[channel]! - this.lowest[channel]!
      const low = this.lowest[channel]! - width
      const high = this.highest[channel]! + width
      for (let at = channel * leads; at < (channel + 1) * leads; at++) {
        const forecast = forecasts[at]!
        if (forecast >= low && forecast <= high) continue
        forecasts[at] = forecast > high ? high : forecast < low ? low : this.input.values[channel]!
      }
    }
  }

  state(fields: Fields): void {
    this.logarithmic = fields.boolean('logarithmic', this.logarithmic)
    fields.numbers('values', this.input.values)
    fields.numbers('covariates', this.input.covariates)
    fields.numbers('units', this.units)
    fields.numbers('counts', this.counts)
    fields.numbers('spiked', this.spiked)
    fields.numbers('lowest', this.lowest)
    fields.numbers('highest', this.highest)
  }

  /** A copy in the user's units, shape [channels × leads]. */
  toDataUnits(numbers: Float64Array): Float64Array {
    const leads = numbers.length / this.units.length
    return numbers.map((number, at) => {
      const own = this.logarithmic ? exp(number) : number * this.units[Math.floor(at / leads)]!
      return Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, own))
    })
  }
}

/** The largest power of two up to a positive number. */
function powerOfTwo(size: number): number {
  let power = 1
  while (power * 2 <= size) power *= 2
  while (power > size) power /= 2
  return power
}

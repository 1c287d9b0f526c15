import { DataError } from '../errors.ts'
import type { ExpertInput } from '../experts/expert.ts'
import type { Observation } from '../series/observation.ts'
import { placeText } from '../series/place.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { exp, log } from '../stats/elementary.ts'
import { formatTimestamp } from '../time/timestamp.ts'
import { LogScale } from './log-scale.ts'
import type { StandIns } from './stand-ins.ts'

/** Values of a channel before any is clipped. */
const minValues = 30
/** Values are clipped at this many times the observed range beyond its ends. */
const maxRanges = 2
/** Values between these sizes are not divided: outside, their fourth powers would leave the range of doubles. */
const smallest = 1e-60
const largest = 1e60

/**
 * Turns observations into inputs of the experts, and their forecasts back into units of the data. Missing values
 * become what was forecast for them, values are replaced by logarithms or divided by a power of two if necessary, and outliers are
 * clipped to the observed range, widened by twice its width.
 */
export class InputTransform implements Saveable {
  readonly input: ExpertInput & { time: number }
  private readonly logScale: LogScale
  /** Divisor of each channel: a power of two, so that no bit is lost. */
  private readonly units: Float64Array
  /** Number of known values, by channel. */
  private readonly counts: Float64Array
  /** 1 if the last value of the channel was clipped. */
  private readonly wasClipped: Uint8Array
  /** Lowest and highest value of each channel, on the experts' scale. */
  private readonly lowest: Float64Array
  private readonly highest: Float64Array

  /** @param fixed whether the scale stays, whatever the values are */
  constructor(channels: number, covariates: number, logarithmic: boolean, fixed = false) {
    this.input = {
      time: 0,
      values: new Float64Array(channels).fill(Number.NaN),
      missing: new Uint8Array(channels),
      covariates: new Float64Array(covariates),
    }
    this.logScale = new LogScale(logarithmic, fixed)
    this.units = new Float64Array(channels).fill(1)
    this.counts = new Float64Array(channels)
    this.wasClipped = new Uint8Array(channels)
    this.lowest = new Float64Array(channels).fill(Number.POSITIVE_INFINITY)
    this.highest = new Float64Array(channels).fill(Number.NEGATIVE_INFINITY)
  }

  /** Whether the inputs are logarithms. */
  get logarithmic(): boolean {
    return this.logScale.on
  }

  /** What values without a usable logarithm did; undefined if there were none. */
  get warning(): string | undefined {
    return this.logScale.warning
  }

  /** Whether any channel has had a value. */
  get known(): boolean {
    return this.counts.some((count) => count > 0)
  }

  /** @throws DataError if the observation has the wrong number of values, or too few covariates */
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
   * Looks at the values of an observation before `take`. At the first of them without a usable logarithm, the inputs
   * become the values themselves.
   *
   * @returns whether they do: everything learned from logarithms is then invalid
   */
  leavesLogarithms({ time, values }: Observation): boolean {
    if (!this.logarithmic) return false
    for (let channel = 0; channel < this.input.values.length; channel++)
      this.logScale.see(values[channel]!, time, this.lowest[channel]!, this.highest[channel]!)
    if (this.logarithmic) return false
    // A channel without a value so far has infinite limits.
    const back = (number: number) => (Number.isFinite(number) ? exp(number) : number)
    for (const numbers of [this.input.values, this.lowest, this.highest]) numbers.set(numbers.map(back))
    return true
  }

  /**
   * Sets the input from an observation. On a fixed logarithmic scale, a value without a logarithm is missing.
   *
   * @param standIns for missing values
   * @returns whether a unit has changed: everything learned on the old one is then invalid
   */
  take({ covariates = [], time, values }: Observation, standIns: StandIns): boolean {
    const { input } = this
    let changed = false
    input.time = time
    for (let channel = 0; channel < input.values.length; channel++) {
      const value = values[channel]!
      const known = Number.isFinite(value) && (!this.logarithmic || value > 0)
      input.missing[channel] = known ? 0 : 1
      if (!known) {
        this.standIn(channel, standIns)
        continue
      }
      const unit = this.units[channel]!
      const scaled = this.logarithmic
        ? this.clip(log(value), channel)
        : this.fitted(this.clip(value / unit, channel), value, channel)
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

  /**
   * Changes the divisor of a channel to the size of `value` if it is too large, or all values so far were too small.
   */
  private fitted(scaled: number, value: number, channel: number): number {
    const size = Math.abs(scaled)
    const noSizeYet = this.counts[channel] === 0 || (this.lowest[channel] === 0 && this.highest[channel] === 0)
    if (size <= largest && (size >= smallest || size === 0 || !noSizeYet)) return scaled
    const unit = this.units[channel]!
    const other = powerOfTwo(Math.abs(value))
    this.units[channel] = other
    // Multiplied by the old unit last, so that nothing overflows.
    for (const numbers of [this.input.values, this.lowest, this.highest])
      numbers[channel] = (numbers[channel]! / other) * unit
    return value / other
  }

  /**
   * Clips a value to the observed range, widened by twice its width: a value of 10⁶ among temperatures would disturb
   * every expert for months. The second such value in a row is not clipped: it is a new level, as after a change of
   * unit.
   */
  private clip(value: number, channel: number): number {
    const low = this.lowest[channel]!
    const high = this.highest[channel]!
    const margin = maxRanges * (high - low)
    if (this.counts[channel]! < minValues || !(margin > 0)) return value
    const clipped = Math.max(low - margin, Math.min(high + margin, value))
    const passes = clipped === value || this.wasClipped[channel] === 1
    this.wasClipped[channel] = passes ? 0 : 1
    return passes ? value : clipped
  }

  /** Sets the input for a time without an observation. */
  pass(time: number, standIns: StandIns): void {
    this.input.time = time
    this.input.missing.fill(1)
    for (let channel = 0; channel < this.counts.length; channel++) this.standIn(channel, standIns)
  }

  /** A missing value becomes what was forecast for it, or else the last value. */
  private standIn(channel: number, standIns: StandIns): void {
    const guess = standIns.next(channel)
    if (Number.isFinite(guess)) this.input.values[channel] = guess
  }

  /**
   * Clamps forecasts to the observed range, widened by its own width. One that is not a number stays: its expert sleeps.
   *
   * @param forecasts shape [channels × leads], changed in place
   */
  guard(forecasts: Float64Array): void {
    const leads = forecasts.length / this.input.values.length
    for (let channel = 0; channel < this.input.values.length; channel++) {
      const width = this.highest[channel]! - this.lowest[channel]!
      const low = this.lowest[channel]! - width
      const high = this.highest[channel]! + width
      for (let at = channel * leads; at < (channel + 1) * leads; at++) {
        const forecast = forecasts[at]!
        if (forecast > high) forecasts[at] = high
        else if (forecast < low) forecasts[at] = low
      }
    }
  }

  /** Replaces forecasts that are not a number by the last value of their channel. */
  fillUnknown(forecasts: Float64Array): void {
    const leads = forecasts.length / this.input.values.length
    for (let at = 0; at < forecasts.length; at++) {
      if (Number.isNaN(forecasts[at]!)) forecasts[at] = this.input.values[Math.floor(at / leads)]!
    }
  }

  state(fields: Fields): void {
    fields.part('logScale', this.logScale)
    fields.numbers('values', this.input.values)
    fields.numbers('covariates', this.input.covariates)
    fields.numbers('units', this.units)
    fields.numbers('counts', this.counts)
    fields.numbers('wasClipped', this.wasClipped)
    fields.numbers('lowest', this.lowest)
    fields.numbers('highest', this.highest)
  }

  /** @returns a copy in units of the data, shape [channels × leads] */
  toDataUnits(numbers: Float64Array): Float64Array {
    const leads = numbers.length / this.units.length
    return numbers.map((number, at) => {
      const own = this.logarithmic ? exp(number) : number * this.units[Math.floor(at / leads)]!
      return Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, own))
    })
  }
}

/** The largest power of two that is at most `size`. */
function powerOfTwo(size: number): number {
  let power = 1
  while (power * 2 <= size) power *= 2
  while (power > size) power /= 2
  return power
}

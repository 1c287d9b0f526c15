import type { Step } from '../experts/expert.ts'
import { DataError } from '../series/errors.ts'
import type { Observation } from '../series/observation.ts'
import { formatTimestamp } from '../series/timestamp.ts'
import { exp, log } from '../stats/elementary.ts'

/** Values seen before any is cut. */
const knownFrom = 30
/** A value may lie outside all that was seen by at most so many times as wide as all of that is. */
const reach = 2

/** Turns observations into what the experts are shown: missing values carried forward, logarithms where they are wanted, what lies far outside all that was seen cut; and their forecasts back. */
export class StepMaker {
  readonly step: Step & { time: number }
  /** 1 where the experts are shown logarithms. */
  logarithmic: number
  /** Values that each channel has shown. */
  private readonly counts: Float64Array
  /** 1 where the last value was cut. */
  private readonly spiked: Uint8Array
  /** Lowest and highest value of each channel, on the experts' scale. */
  private readonly lowest: Float64Array
  private readonly highest: Float64Array

  constructor(channels: number, covariates: number, logarithmic: boolean) {
    this.step = {
      time: 0,
      values: new Float64Array(channels),
      missing: new Uint8Array(channels),
      covariates: new Float64Array(covariates),
    }
    this.logarithmic = logarithmic ? 1 : 0
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
  check({ covariates, row, time, values }: Observation): void {
    const where = () => (row ? `${row.file}:${row.line}` : `observation of ${formatTimestamp(time)}:`)
    const refuse = (expected: string, got: number) => {
      const cure = 'give every observation as many as the forecaster was built for'
      throw new DataError(`${where()} expected ${expected}, got ${got}; ${cure}`)
    }
    const channels = this.step.values.length
    if (values.length !== channels) refuse(`${channels} values`, values.length)
    const wanted = this.step.covariates.length
    if (covariates.length < wanted) refuse(`${wanted} covariates`, covariates.length)
  }

  /** True for a value that has no logarithm, where there are logarithms. */
  hasNoLogarithm({ values }: Observation): boolean {
    if (this.logarithmic === 0) return false
    for (let channel = 0; channel < values.length; channel++) if (values[channel]! <= 0) return true
    return false
  }

  /** Makes the step of an observation; a value without a logarithm, where there are logarithms, is missing. */
  take({ covariates, time, values }: Observation): void {
    const { step } = this
    step.time = time
    for (let channel = 0; channel < step.values.length; channel++) {
      const value = values[channel]!
      const seen = Number.isFinite(value) && (this.logarithmic === 0 || value > 0)
      step.missing[channel] = seen ? 0 : 1
      if (!seen) continue
      const scaled = this.cut(this.logarithmic === 1 ? log(value) : value, channel)
      step.values[channel] = scaled
      this.counts[channel]!++
      this.lowest[channel] = Math.min(this.lowest[channel]!, scaled)
      this.highest[channel] = Math.max(this.highest[channel]!, scaled)
    }
    for (let i = 0; i < step.covariates.length; i++) {
      if (Number.isFinite(covariates[i])) step.covariates[i] = covariates[i]!
    }
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
    this.step.time = time
    this.step.missing.fill(1)
  }

  /** From now on the values themselves. */
  leaveLogarithms(): void {
    this.logarithmic = 0
    for (const numbers of [this.step.values, this.lowest, this.highest]) numbers.set(numbers.map(exp))
  }

  /** No expert may say what is not finite, or lies further from all that was seen than all of that is wide. Shape [channels × leads]. */
  guard(forecasts: Float64Array): void {
    const leads = forecasts.length / this.step.values.length
    for (let channel = 0; channel < this.step.values.length; channel++) {
      const width = this.highest[channel]! - this.lowest[channel]!
      const low = this.lowest[channel]! - width
      const high = this.highest[channel]! + width
      for (let at = channel * leads; at < (channel + 1) * leads; at++) {
        const forecast = forecasts[at]!
        if (forecast >= low && forecast <= high) continue
        forecasts[at] = forecast > high ? high : forecast < low ? low : this.step.values[channel]!
      }
    }
  }

  /** A copy in the user's units. */
  toUser(numbers: Float64Array): Float64Array {
    return this.logarithmic === 1 ? numbers.map(exp) : numbers.slice()
  }
}

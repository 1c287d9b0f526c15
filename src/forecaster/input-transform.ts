import { DataError } from '../errors.ts'
import type { ExpertInput } from '../experts/expert.ts'
import type { Observation } from '../series/observation.ts'
import { placeText } from '../series/place.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import { formatTimestamp } from '../time/timestamp.ts'
import { ChannelScale } from './channel-scale.ts'
import { LogScale } from './log-scale.ts'
import type { StandIns } from './stand-ins.ts'

/** What `InputTransform` is built for. */
interface InputTransformOptions {
  readonly channels: number
  readonly covariates?: number
  /** Whether the experts work on logarithms; false by default. */
  readonly logarithmic?: boolean
  /** Whether that stays, whatever the values are; false by default. */
  readonly fixed?: boolean
  /** In steps; by default 1, for none. */
  readonly season?: number | undefined
  /** Numbers of leads, of columns known ahead, and of forecasters elsewhere. */
  readonly ahead?: { readonly leads: number; readonly known: number; readonly offered: number }
}

/**
 * Turns observations into inputs of the experts, and their forecasts back into units of the data. Missing and doubtful
 * values become what was forecast for them, values are replaced by logarithms if necessary, and each channel has a scale,
 * which follows changes of its unit or level.
 */
export class InputTransform implements Saveable {
  readonly input: Required<ExpertInput> & { time: number }
  readonly #leads: number
  private readonly logScale: LogScale
  private readonly scales: readonly ChannelScale[]
  /** Channels whose unit or level was found to have changed as of this observation. */
  changed: readonly number[] = []

  constructor({
    channels,
    covariates = 0,
    logarithmic = false,
    fixed = false,
    season = 1,
    ahead = { leads: 1, known: 0, offered: 0 },
  }: InputTransformOptions) {
    this.input = {
      time: 0,
      values: zeros(channels).fill(Number.NaN),
      missing: new Uint8Array(channels),
      covariates: zeros(covariates),
      ahead: zeros((1 + ahead.leads) * ahead.known).fill(Number.NaN),
      offered: zeros(ahead.offered * channels * ahead.leads).fill(Number.NaN),
    }
    this.#leads = ahead.leads
    this.logScale = new LogScale(logarithmic, fixed)
    this.scales = Array.from({ length: channels }, () => new ChannelScale(season))
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
    return this.scales.some((scale) => scale.known)
  }

  /** Channels whose last values are in doubt, so that their forecasts are the last value. */
  get held(): readonly number[] {
    return this.scales.flatMap(({ isHeld }, channel) => (isHeld ? [channel] : []))
  }

  /** @throws DataError if the observation has the wrong number of values, or too few covariates */
  check({ ahead, covariates = [], offered, row, time, values }: Observation): void {
    const where = () => (row ? placeText(row.place) : `observation of ${formatTimestamp(time)}:`)
    const refuse = (expected: string, got: number) => {
      const cure = 'give every observation as many as the forecaster was built for'
      throw new DataError(`${where()} expected ${expected}, got ${got}; ${cure}`)
    }
    const channels = this.input.values.length
    if (values.length !== channels) refuse(`${channels} values`, values.length)
    const wanted = this.input.covariates.length
    if (covariates.length < wanted) refuse(`${wanted} covariates`, covariates.length)
    const checkAhead = (name: string, given: ArrayLike<number> | undefined, { length }: Float64Array) => {
      if (given && given.length !== length) refuse(`${length} numbers in ${name}`, given.length)
    }
    checkAhead('ahead', ahead, this.input.ahead)
    checkAhead('offered', offered, this.input.offered)
  }

  /**
   * Looks at the values of an observation before `take`. At the first of them without a usable logarithm, the inputs
   * become the values themselves.
   *
   * @returns whether they do: everything learned from logarithms is then invalid
   */
  leavesLogarithms({ time, values }: Observation): boolean {
    if (!this.logarithmic) return false
    for (const [channel, { range }] of this.scales.entries()) this.logScale.see(values[channel]!, time, ...range)
    if (this.logarithmic) return false
    for (const [channel, scale] of this.scales.entries()) {
      this.input.values[channel] = scale.toData(this.input.values[channel]!, true)
      scale.leaveLogarithms()
    }
    return true
  }

  /**
   * Sets the input from an observation. On a fixed logarithmic scale, a value without a logarithm is missing.
   *
   * @param standIns for missing values
   * @returns whether the unit of the inputs has changed: everything learned in the old one is then invalid
   */
  take({ ahead, covariates = [], offered, time, values }: Observation, standIns: StandIns): boolean {
    const { input } = this
    this.changed = []
    let restarts = false
    input.time = time
    for (const [channel, scale] of this.scales.entries()) {
      const value = values[channel]!
      input.missing[channel] = 1
      if (!Number.isFinite(value) || (this.logarithmic && value <= 0)) {
        scale.skip()
        this.standIn(channel, standIns)
        continue
      }
      const taken = scale.take(value, standIns.next(channel), this.logarithmic)
      restarts ||= taken.restarts
      if (taken.changed) this.changed = [...this.changed, channel]
      if (Number.isNaN(taken.input)) {
        this.standIn(channel, standIns)
        continue
      }
      input.missing[channel] = 0
      input.values[channel] = taken.input
    }
    for (let i = 0; i < input.covariates.length; i++) {
      if (Number.isFinite(covariates[i])) input.covariates[i] = covariates[i]!
    }
    this.takeAhead(ahead, offered)
    return restarts
  }

  /** Sets what is known ahead, and the forecasts made elsewhere on the scale of the experts. */
  private takeAhead(ahead?: ArrayLike<number>, offered?: ArrayLike<number>): void {
    const { input, logarithmic, scales } = this
    for (let k = 0; k < input.ahead.length; k++) input.ahead[k] = ahead?.[k] ?? Number.NaN
    for (let k = 0; k < input.offered.length; k++) {
      const channel = Math.floor(k / this.#leads) % scales.length
      input.offered[k] = scales[channel]!.toInput(offered?.[k] ?? Number.NaN, logarithmic)
    }
  }

  /** Sets the input for a time without an observation. */
  pass(time: number, standIns: StandIns): void {
    this.input.time = time
    this.input.missing.fill(1)
    this.takeAhead()
    for (const [channel, scale] of this.scales.entries()) {
      scale.skip()
      this.standIn(channel, standIns)
    }
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
    const leads = forecasts.length / this.scales.length
    for (let channel = 0; channel < this.scales.length; channel++)
      this.scales[channel]!.clamp(forecasts, channel * leads, (channel + 1) * leads)
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
    fields.parts('scales', this.scales)
  }

  /** @returns a copy of forecasts in units of the data, shape [channels × leads] */
  toDataUnits(forecasts: Float64Array): Float64Array {
    const { logarithmic } = this
    return this.byChannel(forecasts, (scale, at) => scale.forecast(forecasts[at]!, logarithmic))
  }

  /**
   * @param side −1 for lower ends, 1 for upper
   * @returns a copy of one end of the intervals of forecasts in units of the data, shape [channels × leads]
   */
  endsInDataUnits(ends: Float64Array, forecasts: Float64Array, side: number): Float64Array {
    const { logarithmic } = this
    return this.byChannel(ends, (scale, at) => scale.end(ends[at]!, forecasts[at]!, side, logarithmic))
  }

  /** A value or forecast of a channel in units of the data. */
  inDataUnits(channel: number, value: number): number {
    return this.scales[channel]!.toData(value, this.logarithmic)
  }

  private byChannel({ length }: Float64Array, number: (scale: ChannelScale, at: number) => number): Float64Array {
    const out = new Float64Array(length)
    const leads = length / this.scales.length
    for (let channel = 0, at = 0; channel < this.scales.length; channel++)
      for (const end = at + leads; at < end; at++) out[at] = number(this.scales[channel]!, at)
    return out
  }
}

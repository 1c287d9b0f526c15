import { stepsBefore } from '../lstm/front.ts'
import { Lstm } from '../lstm/lstm.ts'
import { replayRows } from '../lstm/options.ts'
import type { Front } from '../lstm/shape.ts'
import { Forecast } from '../series/forecast.ts'
import type { Lookback } from '../series/lookback.ts'
import { Pending } from '../series/pending.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { type Duration, parseDuration } from '../time/duration.ts'
import { TimesAhead } from '../time/times-ahead.ts'

export interface WindowForecasterOptions {
  readonly channels: number
  readonly covariates: number
  /** Rows in the window. */
  readonly window: number
  readonly leads: readonly number[]
  readonly cadence: string | undefined
  readonly hidden: number
  readonly layers: number
  readonly learningRate: number
  readonly replays: number
  readonly seed: number
  readonly engine: 'wasm' | 'reference'
  readonly front?: Front | undefined
}

/** Inputs and targets are clipped at ± this, in units of the scale: a spike must not change the weights permanently. */
const clipAt = 6

/** The state of `lstm`: the network, and the last origins, from which its targets are computed. */
export class WindowForecaster implements Saveable {
  private readonly leads: readonly number[]
  private readonly cadence: Duration | undefined
  private readonly channels: number
  private readonly covariates: number
  private readonly network: Lstm
  private readonly pending: Pending
  /** Last known value and spread at the origins with forecasts not yet due, shape [slots × channels]. */
  private readonly bases: Float64Array
  private readonly spreads: Float64Array
  /** Last known values in units of the data; NaN before the first. */
  private readonly known: Float64Array
  /** Inputs of the last step, shape [channels × inputs]: the scaled value, its change, the covariates. */
  private readonly inputs: Float64Array
  private readonly width: number
  private readonly times = new TimesAhead()

  constructor({ leads, cadence, channels, covariates, window, ...network }: WindowForecasterOptions) {
    this.leads = leads
    this.cadence = cadence === undefined ? undefined : parseDuration(cadence)
    this.channels = channels
    this.covariates = covariates
    this.width = 2 + covariates
    this.pending = new Pending(leads)
    const { slots } = this.pending
    this.network = new Lstm({
      ...network,
      leads,
      channels,
      inputs: this.width,
      window,
      memory: Math.max(replayRows, 2 * (window + slots) + stepsBefore(network.front)),
    })
    this.bases = new Float64Array(slots * this.channels)
    this.spreads = new Float64Array(slots * this.channels)
    this.known = new Float64Array(this.channels).fill(Number.NaN)
    this.inputs = new Float64Array(this.channels * this.width)
  }

  /** Frees the network. */
  dispose(): void {
    this.network.dispose()
  }

  /** Learns from the targets that are now due, then forecasts from this observation. */
  observe(lookback: Lookback): Forecast {
    if (this.pending.due(1) < 0 || lookback.restart) this.restart(lookback)
    for (const channel of lookback.scale.changed ?? []) this.dropOrigins(channel)
    this.network.learn(this.targets(lookback))
    this.addOrigin(lookback)
    const outputs = this.advance(lookback, lookback.length - 1)
    return this.forecast(lookback, outputs)
  }

  /** Resets the network and runs it over the rows before the newest, so that its state covers the whole window. */
  private restart(lookback: Lookback): void {
    if (this.pending.due(1) >= 0) this.network.reset()
    this.times.previous = Number.NaN
    this.pending.clear()
    const noTargets = new Float64Array(this.channels * this.leads.length).fill(Number.NaN)
    for (let row = 0; row < lookback.length - 1; row++) {
      this.network.learn(noTargets)
      this.advance(lookback, row)
    }
  }

  /** Forecasts in an old unit teach nothing. */
  private dropOrigins(channel: number): void {
    for (let at = channel; at < this.bases.length; at += this.channels) this.bases[at] = Number.NaN
  }

  /** Shape [channels × leads]: the change since each origin, in units of its spread; NaN if unknown. */
  private targets({ scale, unscaled }: Lookback): Float64Array {
    const actual = unscaled.values
    const { channels, leads } = this
    const targets = new Float64Array(channels * leads.length)
    for (let i = 0; i < leads.length; i++) {
      const slot = this.pending.due(leads[i]!)
      for (let channel = 0; channel < channels; channel++) {
        const origin = slot * channels + channel
        const change = (actual[channel]! - this.bases[origin]!) / this.spreads[origin]!
        const unknown = slot < 0 || (scale.doubts?.[channel] ?? 0) > 0
        targets[channel * leads.length + i] = unknown ? Number.NaN : clipped(change)
      }
    }
    return targets
  }

  private addOrigin({ unscaled, scale }: Lookback): void {
    const now = this.pending.issue() * this.channels
    for (let channel = 0; channel < this.channels; channel++) {
      const value = unscaled.values[channel]!
      const doubt = scale.doubts?.[channel] ?? 0
      if (!Number.isNaN(value) && doubt !== 1) this.known[channel] = value
      this.bases[now + channel] = doubt > 0 ? Number.NaN : this.known[channel]!
      this.spreads[now + channel] = scale.spread[channel]!
    }
  }

  /** Runs the network on one row of the window; a missing number is replaced by the last known one. */
  private advance({ window, width }: Lookback, row: number): Float64Array {
    const { channels, inputs } = this
    for (let channel = 0; channel < channels; channel++) {
      const at = channel * this.width
      const level = clipped(orElse(window[row * width + channel]!, inputs[at]!))
      const before = row > 0 ? window[(row - 1) * width + channel]! : Number.NaN
      inputs[at + 1] = orElse(clipped(window[row * width + channel]! - before), 0)
      inputs[at] = level
      for (let i = 0; i < this.covariates; i++)
        inputs[at + 2 + i] = orElse(clipped(window[row * width + channels + i]!), inputs[at + 2 + i]!)
    }
    return this.network.step(inputs)
  }

  private forecast(lookback: Lookback, outputs: Float64Array): Forecast {
    const { channels, leads, known } = this
    const values = new Float64Array(channels * leads.length)
    for (let at = 0; at < values.length; at++) {
      const channel = Math.floor(at / leads.length)
      // A probable new level is repeated while its unit is unknown.
      const change = lookback.scale.doubts?.[channel] === 2 ? 0 : lookback.scale.spread[channel]! * outputs[at]!
      values[at] = known[channel]! + change
    }
    const { time, unscaled, restart } = lookback
    const times = this.times.next(time, leads, this.cadence)
    const observation = restart ? { ...unscaled, restart } : unscaled
    const inside = {
      experts: ['lstm'],
      weights: new Float64Array(values.length).fill(1),
      forecasts: values,
      cells: this.network.cells,
    }
    return new Forecast({
      origin: time,
      observation,
      leads,
      times,
      values,
      levels: [],
      lower: [],
      upper: [],
      drift: lookback.scale.changed,
      inside,
    })
  }

  state(fields: Fields): void {
    fields.same('leads', this.leads)
    fields.part('network', this.network)
    fields.part('pending', this.pending)
    fields.numbers('bases', this.bases)
    fields.numbers('spreads', this.spreads)
    fields.numbers('known', this.known)
    fields.numbers('inputs', this.inputs)
    fields.part('times', this.times)
  }
}

const clipped = (x: number) => Math.max(-clipAt, Math.min(clipAt, x))
const orElse = (x: number, otherwise: number) => (Number.isNaN(x) ? otherwise : x)

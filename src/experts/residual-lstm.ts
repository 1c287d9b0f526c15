import { stepsBefore } from '../lstm/front.ts'
import { Lstm } from '../lstm/lstm.ts'
import type { Network } from '../lstm/network.ts'
import type { LstmOptions } from '../lstm/options.ts'
import type { Front } from '../lstm/shape.ts'
import type { Cell } from '../series/forecast.ts'
import { Pending } from '../series/pending.ts'
import type { Fields } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import { scratch } from '../stats/scratch.ts'
import type { Expert, ExpertInput, ExpertShape } from './expert.ts'
import { type LstmInputOptions, LstmInputs } from './lstm-inputs.ts'
import { ResidualSize } from './residual-size.ts'

export interface ResidualLstmOptions extends LstmInputOptions {
  /** Factor of the network's outputs, in RMS of the base's residuals. */
  readonly reach: number
  readonly hidden: number
  readonly window: number
  readonly replays: number
  readonly learningRate: number
  /** Rows kept for replay. */
  readonly replayRows: number
  readonly seed: number
  readonly engine: 'wasm' | 'reference'
  readonly front?: Front | undefined
  /** Quantiles that it forecasts, rising, instead of the value. Default: none. */
  readonly levels?: readonly number[] | undefined
}

/** Residuals in σ and targets are clipped at ± this: a spike must not change the weights permanently. */
const clipAt = 6

/**
 * An LSTM that learns the residuals of a base: ŷ(t + h) = base(t, h) + reach · σ(t) · r(h) · net(h), with r(h) the RMS
 * of the base's residuals at that lead. The head of the network starts at zero, so its first forecasts are those of the
 * base. Channels share the weights; each has its own state. Learning values directly, an LSTM is several times worse
 * online than persistence; learning residuals, it is better than its base.
 */
export class ResidualLstm implements Expert {
  readonly #shape: ExpertShape
  /** Forecasts of the base from the current origin, shape [channels × leads]: a view. */
  readonly #base: Float64Array
  private readonly features: LstmInputs
  private readonly network: Network
  private readonly inputs: Float64Array
  private readonly targets: Float64Array
  readonly #reach: number
  private readonly residuals: ResidualSize
  private readonly pending: Pending
  /**
   * Of the origins with forecasts not yet due: σ [slots × channels], and the units of the outputs and the base [slots ×
   * channels × leads].
   */
  private readonly spreads: Float64Array
  private readonly units: Float64Array
  private readonly bases: Float64Array
  /** 1 if the value at the origin was missing: no target is learned from it. Shape [slots × channels]. */
  private readonly standIns: Uint8Array

  /**
   * @param base forecasts of the base, shape [channels × leads]: a view, updated before each call of `learn`
   * @param withBase whether the increments of the base are inputs; those of persistence are zero
   * @param make creates the network; by default it has weights of its own
   */
  constructor(
    shape: ExpertShape,
    options: ResidualLstmOptions,
    base: Float64Array,
    withBase: boolean,
    make: (options: LstmOptions) => Network = (options) => new Lstm(options),
  ) {
    const { channels, leads } = shape
    const { hidden, window, replays, learningRate, replayRows, seed, engine, front, levels } = options
    this.#shape = shape
    this.#base = base
    this.#reach = options.reach
    this.residuals = new ResidualSize(channels * leads.length)
    this.features = new LstmInputs(shape, options, withBase)
    this.pending = new Pending(leads)
    const { slots } = this.pending
    this.network = make({
      inputs: this.features.width,
      leads,
      channels,
      hidden,
      window,
      replays,
      learningRate,
      seed,
      engine,
      ...(front && { front }),
      ...(levels && { loss: 'pinball', levels }),
      memory: Math.max(replayRows, 2 * window + 2 * slots + stepsBefore(front)),
    })
    this.inputs = scratch('lstm inputs', channels * this.features.width)
    this.targets = scratch('lstm targets', channels * leads.length)
    this.standIns = new Uint8Array(slots * channels)
    this.spreads = zeros(slots * channels)
    this.units = zeros(slots * channels * leads.length)
    this.bases = zeros(slots * channels * leads.length)
  }

  /** Gates and states of the last step. */
  get cell(): Cell {
    return this.network.cell
  }

  learn(input: ExpertInput): void {
    const { channels, leads } = this.#shape
    for (let channel = 0; channel < channels; channel++) {
      for (let i = 0; i < leads.length; i++) this.targets[channel * leads.length + i] = this.target(input, channel, i)
    }
    this.network.learn(this.targets)
    this.features.next(input, this.#base, this.inputs)
    this.network.step(this.inputs)
    const slot = this.pending.issue()
    this.standIns.set(input.missing, slot * channels)
    this.spreads.set(this.features.spread, slot * channels)
    this.bases.set(this.#base, slot * this.#base.length)
    for (let at = 0; at < this.#base.length; at++) this.units[slot * this.#base.length + at] = this.unit(at)
  }

  /** The target of the output at the origin now due, in units of the output; NaN if there is none or it is missing. */
  private target({ missing, values }: ExpertInput, channel: number, i: number): number {
    const { channels, leads } = this.#shape
    const slot = this.pending.due(leads[i]!)
    if (slot < 0 || missing[channel] === 1 || this.standIns[slot * channels + channel] === 1) return Number.NaN
    const at = channel * leads.length + i
    const residual = values[channel]! - this.bases[slot * this.#base.length + at]!
    if (Number.isNaN(residual)) return Number.NaN
    this.residuals.add(at, residual / this.spreads[slot * channels + channel]!, clipAt)
    return Math.max(-clipAt, Math.min(clipAt, residual / this.units[slot * this.#base.length + at]!))
  }

  /** Value of an output of 1 at the current origin, on the scale of the experts. */
  private unit(at: number): number {
    return this.#reach * this.features.spread[Math.floor(at / this.#shape.leads.length)]! * this.residuals.of(at)
  }

  dispose(): void {
    this.network.dispose()
  }

  /** @param out receives the forecasts, shape [channels × leads], or [channels × leads × levels] */
  forecast(out: Float64Array): void {
    const { outputs } = this.network
    const width = outputs.length / this.#base.length
    for (let i = 0; i < outputs.length; i++) {
      const at = Math.floor(i / width)
      out[i] = this.#base[at]! + this.unit(at) * outputs[i]!
    }
  }

  state(fields: Fields): void {
    fields.constant('reach', this.#reach)
    fields.part('features', this.features)
    fields.part('network', this.network)
    fields.part('residuals', this.residuals)
    fields.numbers('standIns', this.standIns)
    fields.numbers('spreads', this.spreads)
    fields.numbers('units', this.units)
    fields.numbers('bases', this.bases)
    fields.part('pending', this.pending)
  }
}

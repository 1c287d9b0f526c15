import { Lstm } from '../lstm/network.ts'
import type { Cell } from '../series/forecast.ts'
import { Pending } from '../series/pending.ts'
import type { Fields } from '../state/fields.ts'
import type { Expert, ExpertInput, ExpertShape } from './expert.ts'
import { type LstmInputOptions, LstmInputs } from './lstm-inputs.ts'
import { ResidualSize } from './residual-size.ts'

export interface ResidualLstmOptions extends LstmInputOptions {
  /** What the network's outputs are multiplied with, in root mean squares of what the base leaves over. */
  readonly reach: number
  readonly hidden: number
  readonly window: number
  readonly replays: number
  readonly learningRate: number
  /** Steps kept to replay from. */
  readonly replayRows: number
  readonly seed: number
  readonly engine: 'wasm' | 'reference'
}

/** Residuals further out than this, in σ, and targets, are cut: one spike must not move the weights for good. */
const farthest = 6

/**
 * An LSTM that learns what a simple expert leaves over: ŷ(t + h) = base(t, h) + σ(t) · r(h) · net(h), r the size of what the base leaves over at that lead. The net's head starts at zero, so on day one it is its base; channels share
 * its weights, each with a state of its own. An LSTM on the values themselves is several times worse online than persistence; over a base it is better than the base.
 */
export class ResidualLstm implements Expert {
  readonly #shape: ExpertShape
  /** The base's forecasts at the newest origin, shape [channels × leads]: a view. */
  readonly #base: Float64Array
  private readonly shower: LstmInputs
  private readonly network: Lstm
  private readonly inputs: Float64Array
  private readonly targets: Float64Array
  readonly #reach: number
  private readonly residuals: ResidualSize
  private readonly pending: Pending
  /** At the origins of the forecasts not yet due: σ [slots × channels], and the unit of the outputs and the base [slots × channels × leads]. */
  private readonly spreads: Float64Array
  private readonly units: Float64Array
  private readonly bases: Float64Array

  /**
   * @param base the forecasts of the expert it stands on, which has learned the observation before
   * @param withBase whether it is shown where the base goes; persistence goes nowhere
   */
  constructor(shape: ExpertShape, options: ResidualLstmOptions, base: Float64Array, withBase: boolean) {
    const { channels, leads } = shape
    const { hidden, window, replays, learningRate, replayRows, seed, engine } = options
    this.#shape = shape
    this.#base = base
    this.#reach = options.reach
    this.residuals = new ResidualSize(channels * leads.length)
    this.shower = new LstmInputs(shape, options, withBase)
    this.pending = new Pending(leads)
    const { slots } = this.pending
    this.network = new Lstm({
      inputs: this.shower.width,
      leads,
      channels,
      hidden,
      window,
      replays,
      learningRate,
      seed,
      engine,
      memory: Math.max(replayRows, 2 * window + 2 * slots),
    })
    this.inputs = new Float64Array(channels * this.shower.width)
    this.targets = new Float64Array(channels * leads.length)
    this.spreads = new Float64Array(slots * channels)
    this.units = new Float64Array(slots * channels * leads.length)
    this.bases = new Float64Array(slots * channels * leads.length)
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
    this.shower.next(input, this.#base, this.inputs)
    this.network.step(this.inputs)
    const slot = this.pending.issue()
    this.spreads.set(this.shower.spread, slot * channels)
    this.bases.set(this.#base, slot * this.#base.length)
    for (let at = 0; at < this.#base.length; at++) this.units[slot * this.#base.length + at] = this.unit(at)
  }

  /** What the net should have said at the origin that is now due, in its units; NaN where there is none, or the value is missing. */
  private target({ missing, values }: ExpertInput, channel: number, i: number): number {
    const { channels, leads } = this.#shape
    const slot = this.pending.due(leads[i]!)
    if (slot < 0 || missing[channel] === 1) return Number.NaN
    const at = channel * leads.length + i
    const left = values[channel]! - this.bases[slot * this.#base.length + at]!
    this.residuals.add(at, left / this.spreads[slot * channels + channel]!, farthest)
    return Math.max(-farthest, Math.min(farthest, left / this.units[slot * this.#base.length + at]!))
  }

  /** What an output of 1 stands for at the newest origin, in the experts' units. */
  private unit(at: number): number {
    return this.#reach * this.shower.spread[Math.floor(at / this.#shape.leads.length)]! * this.residuals.of(at)
  }

  dispose(): void {
    this.network.dispose()
  }

  forecast(out: Float64Array): void {
    const { outputs } = this.network
    for (let at = 0; at < outputs.length; at++) out[at] = this.#base[at]! + this.unit(at) * outputs[at]!
  }

  state(fields: Fields): void {
    fields.constant('reach', this.#reach)
    fields.part('shower', this.shower)
    fields.part('network', this.network)
    fields.part('residuals', this.residuals)
    fields.numbers('spreads', this.spreads)
    fields.numbers('units', this.units)
    fields.numbers('bases', this.bases)
    fields.part('pending', this.pending)
  }
}

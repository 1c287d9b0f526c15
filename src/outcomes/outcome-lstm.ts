import { Lstm } from '../lstm/lstm.ts'
import type { Network } from '../lstm/network.ts'
import { type LstmOptions, replayRows } from '../lstm/options.ts'
import type { Cell } from '../series/forecast.ts'
import { Pending } from '../series/pending.ts'
import type { Fields } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import { scratch } from '../stats/scratch.ts'
import type { LabelFeatures } from './label-features.ts'
import { hitOf, logitsOf, toProbabilities } from './logit.ts'
import type { OutcomeExpert, OutcomeInput, OutcomeShape } from './outcome-expert.ts'
import type { ValueFeatures } from './value-features.ts'

export interface OutcomeLstmOptions {
  readonly learningRate: number
  readonly seed: number
  readonly engine: 'wasm' | 'reference'
  /** Cells. Default: 16. */
  readonly hidden?: number | undefined
  /** Rows kept for replay; at most 32 if weights are shared. Default: 512. */
  readonly memory?: number | undefined
}

/** Half of the numeric forecaster's cells: a label tells less than a number, and more learn its noise. */
export const usualHidden = 16
export const lstmSizes = { window: 8, replays: 2 }
const sharedReplayRows = 32
/** Lower limit of p (1 − p), which keeps targets within ±10. */
const minCurvature = 0.01

/**
 * An LSTM that corrects the logits of a base: logit = logit of the base + net / √(p(1 − p)), with p what the base said. Its
 * targets are (label − p) / √(p(1 − p)) with the squared loss: that is the log loss, expanded to second order about the
 * base. The head begins at zero, so its first probabilities are those of the base. Classes share the weights, and each has
 * its own state.
 */
export class OutcomeLstm implements OutcomeExpert {
  readonly #shape: OutcomeShape
  /** Probabilities of the base from the current origin, shape [channels × leads]: a view. */
  readonly #base: Float64Array
  /** Indices of the leads whose logits of the base are inputs. */
  readonly #shown: readonly number[]
  readonly #width: number
  private readonly labels: LabelFeatures
  private readonly values: ValueFeatures
  private readonly network: Network
  private readonly pending: Pending
  /** Probabilities of the base at the origins not yet due, shape [slots × leads × channels]. */
  private readonly bases: Float64Array
  /** 1 for each of them whose own label is known. */
  private readonly known: Uint8Array
  readonly #inputs: Float64Array
  readonly #targets: Float64Array
  readonly #common: Float64Array
  readonly #p: Float64Array

  /** @param make creates the network; by default it has weights of its own */
  constructor(
    shape: OutcomeShape,
    labels: LabelFeatures,
    values: ValueFeatures,
    options: OutcomeLstmOptions,
    base: Float64Array,
    make?: (options: LstmOptions) => Network,
  ) {
    const { channels, leads } = shape
    this.#shape = shape
    this.#base = base
    this.labels = labels
    this.values = values
    this.#shown = [...new Set([0, leads.length >> 1, leads.length - 1])]
    const common = labels.width - 1 - channels * labels.each + values.width
    this.#width = labels.each + common + this.#shown.length + (channels > 1 ? channels : 0)
    this.pending = new Pending(leads)
    const { slots } = this.pending
    const { hidden = usualHidden, memory: rows = replayRows, ...rest } = options
    const memory = Math.max(make ? Math.min(rows, sharedReplayRows) : rows, 2 * lstmSizes.window + 2 * slots)
    const create = make ?? ((all: LstmOptions) => new Lstm(all))
    this.network = create({
      ...lstmSizes,
      ...rest,
      hidden,
      inputs: this.#width,
      leads,
      channels,
      loss: 'squared',
      memory,
    })
    this.bases = zeros(slots * leads.length * channels)
    this.known = new Uint8Array(slots)
    this.#inputs = scratch('outcome lstm inputs', channels * this.#width)
    this.#targets = scratch('outcome lstm targets', channels * leads.length)
    this.#common = scratch('outcome lstm features', labels.width + values.width)
    this.#p = scratch('outcome lstm probabilities', channels)
  }

  get cell(): Cell {
    return this.network.cell
  }

  learn(input: OutcomeInput): void {
    const { channels, leads } = this.#shape
    this.#targets.fill(Number.NaN)
    for (let i = 0; i < leads.length; i++) {
      const slot = this.pending.due(leads[i]!)
      const label = input.due[i]!
      if (slot < 0 || Number.isNaN(label) || this.known[slot] === 0) continue
      for (let k = 0; k < channels; k++) {
        const p = this.bases[(slot * leads.length + i) * channels + k]!
        this.#targets[k * leads.length + i] = (hitOf(label, channels, k) - p) / spreadOf(p)
      }
    }
    this.network.learn(this.#targets)
    this.#fill(input)
    this.network.step(this.#inputs)
    const slot = this.pending.issue()
    this.known[slot] = Number.isNaN(input.present) ? 0 : 1
    for (let i = 0; i < leads.length; i++)
      for (let k = 0; k < channels; k++)
        this.bases[(slot * leads.length + i) * channels + k] = this.#base[k * leads.length + i]!
  }

  /** The inputs of each channel: its labels, what all have in common, its logits of the base, and which class it is. */
  #fill(input: OutcomeInput): void {
    const { channels, leads } = this.#shape
    const { each } = this.labels
    const inputs = this.#inputs
    const common = this.#common
    this.labels.next(input, common, 0)
    this.values.next(input, common, this.labels.width)
    const shared = common.subarray(1 + channels * each)
    for (let k = 0, at = 0; k < channels; k++) {
      inputs.set(common.subarray(1 + k * each, 1 + (k + 1) * each), at)
      inputs.set(shared, at + each)
      at += each + shared.length
      for (const i of this.#shown) {
        logitsOf(this.#base, k * leads.length + i, 0, inputs, at, 1)
        inputs[at]! /= 2
        at++
      }
      if (channels > 1) for (let other = 0; other < channels; other++) inputs[at++] = Number(other === k)
    }
  }

  forecast(out: Float64Array): void {
    const { channels, leads } = this.#shape
    const { outputs } = this.network
    const p = this.#p
    for (let i = 0; i < leads.length; i++) {
      logitsOf(this.#base, i, leads.length, p, 0, channels)
      for (let k = 0; k < channels; k++) {
        const entry = k * leads.length + i
        p[k]! += outputs[entry]! / spreadOf(this.#base[entry]!)
      }
      toProbabilities(p)
      for (let k = 0; k < channels; k++) out[k * leads.length + i] = p[k]!
    }
  }

  dispose(): void {
    this.network.dispose()
  }

  state(fields: Fields): void {
    fields.part('labels', this.labels)
    fields.part('values', this.values)
    fields.part('network', this.network)
    fields.part('pending', this.pending)
    fields.numbers('bases', this.bases)
    fields.numbers('known', this.known)
  }
}

const spreadOf = (p: number) => Math.sqrt(Math.max(minCurvature, p * (1 - p)))

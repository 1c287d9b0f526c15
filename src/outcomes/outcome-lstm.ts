import { Lstm } from '../lstm/lstm.ts'
import type { Network } from '../lstm/network.ts'
import { type LstmOptions, replayRows } from '../lstm/options.ts'
import type { Cell } from '../series/forecast.ts'
import { Pending } from '../series/pending.ts'
import type { Fields } from '../state/fields.ts'
import { scratch } from '../stats/scratch.ts'
import type { LabelFeatures } from './label-features.ts'
import { logitsOf, toProbabilities } from './logit.ts'
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
/** Lower limit of p (1 − p), so that corrections are at most tenfold. */
const minVariance = 0.01

/**
 * An LSTM that corrects the logits of a base: logit = logit of the base + output / √(p (1 − p)), with p what the base
 * says, learned by the log loss of that. Its head begins at zero, so its first probabilities are those of the base. With
 * outputs in that unit, rare events are learned at the same rate as others: of days of frost the log loss is 2 to 6 %
 * smaller than with logits.
 */
export class OutcomeLstm implements OutcomeExpert {
  readonly #shape: OutcomeShape
  /** Probabilities of the base from the current origin, shape [channels × leads]: a view. */
  readonly #base: Float64Array
  /** Indices of the leads whose logits of the base are inputs. */
  readonly #shown: readonly number[]
  private readonly labels: LabelFeatures
  private readonly values: ValueFeatures
  private readonly network: Network
  private readonly pending: Pending
  /** 1 for each of the origins not yet due whose own label and base are known. */
  private readonly known: Uint8Array
  readonly #features: Float64Array
  readonly #inputs: Float64Array
  readonly #targets: Float64Array
  /** Logits of the base, and the unit of the outputs, shape [leads × channels]. */
  readonly #logits: Float64Array
  readonly #scale: Float64Array
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
    const features = labels.width + values.width
    const inputs = features - 1 + channels * this.#shown.length
    this.pending = new Pending(leads)
    const { slots } = this.pending
    const { hidden = usualHidden, memory: rows = replayRows, ...rest } = options
    const memory = Math.max(make ? Math.min(rows, sharedReplayRows) : rows, 2 * lstmSizes.window + 2 * slots)
    const create = make ?? ((all: LstmOptions) => new Lstm(all))
    const loss = channels === 1 ? ({ loss: 'logistic' } as const) : ({ loss: 'softmax', classes: channels } as const)
    this.network = create({ ...lstmSizes, ...rest, ...loss, hidden, inputs, leads, base: true, memory })
    this.known = new Uint8Array(slots)
    this.#features = scratch('outcome lstm features', features)
    this.#inputs = scratch('outcome lstm inputs', inputs)
    this.#targets = scratch('outcome lstm targets', leads.length)
    this.#logits = scratch('outcome lstm logits', leads.length * channels)
    this.#scale = scratch('outcome lstm scale', leads.length * channels)
    this.#p = scratch('outcome lstm probabilities', channels)
  }

  get cell(): Cell {
    return this.network.cell
  }

  learn(input: OutcomeInput): void {
    const { leads } = this.#shape
    leads.forEach((lead, i) => {
      const slot = this.pending.due(lead)
      this.#targets[i] = slot < 0 || this.known[slot] === 0 ? Number.NaN : input.due[i]!
    })
    this.network.learn(this.#targets)
    this.#readBase()
    const logits = this.#logits
    const known = !Number.isNaN(input.present) && !logits.some(Number.isNaN)
    for (let i = 0; i < logits.length; i++) if (Number.isNaN(logits[i]!)) logits[i] = 0
    this.#fill(input)
    this.network.step(this.#inputs, logits, this.#scale)
    this.known[this.pending.issue()] = Number(known)
  }

  #readBase(): void {
    const { channels, leads } = this.#shape
    for (let i = 0; i < leads.length; i++) {
      logitsOf(this.#base, i, leads.length, this.#logits, i * channels, channels)
      for (let k = 0; k < channels; k++) {
        const p = this.#base[k * leads.length + i]!
        // A base that says nothing is NaN.
        this.#scale[i * channels + k] = 1 / Math.sqrt(p * (1 - p) > minVariance ? p * (1 - p) : minVariance)
      }
    }
  }

  /** The inputs: labels and values without their constant, and logits of the base. */
  #fill(input: OutcomeInput): void {
    const { channels } = this.#shape
    this.labels.next(input, this.#features, 0)
    this.values.next(input, this.#features, this.labels.width)
    this.#inputs.set(this.#features.subarray(1))
    let at = this.#features.length - 1
    for (const i of this.#shown)
      for (let k = 0; k < channels; k++) this.#inputs[at++] = this.#logits[i * channels + k]! / 2
  }

  forecast(out: Float64Array): void {
    const { channels, leads } = this.#shape
    const { outputs } = this.network
    this.#readBase()
    const p = this.#p
    for (let i = 0; i < leads.length; i++) {
      for (let k = 0, at = i * channels; k < channels; k++, at++)
        p[k] = this.#logits[at]! + this.#scale[at]! * outputs[at]!
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
    fields.numbers('known', this.known)
  }
}

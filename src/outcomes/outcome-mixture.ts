import { Pending } from '../series/pending.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import { LogWeights } from '../stats/log-weights.ts'
import { scratch } from '../stats/scratch.ts'
import { likelihood } from './outcome.ts'
import type { OutcomeShape } from './outcome-expert.ts'
import { Stack } from './stack.ts'

/**
 * Initial weights of the mixture of the experts, the stack and the base rate. With less for the base rate outcomes without
 * any pattern cost twice as much, with more the stack is believed too late at 24 leads.
 */
const initial = [0.2, 0.5, 0.3]

/**
 * Mixes probabilities of experts by lead in two layers. The first weighs the experts by their log losses, and a stack
 * recalibrates that mixture. The second weighs mixture, stack and base rate. At lead h it has h sets of weights, one for
 * every h-th origin, so that each label is known before the next forecast of its set: whatever the labels are, the sum of
 * the log losses exceeds that of the base rate by at most h · ln 1/0.3 = 1.2 h, and that of the first layer by at most
 * h · ln 5 = 1.6 h. At lead 1 the first layer in turn exceeds the best of N experts by at most ln N; at longer leads labels
 * come late, and that holds unless experts take turns in being right.
 */
export class OutcomeMixture implements Saveable {
  readonly #shape: OutcomeShape
  readonly #experts: number
  /** Probabilities kept a channel and lead: those of the experts, the mixture, the stack and the base rate. */
  readonly #stride: number
  /** Index of the first set of each lead in the second layer. */
  readonly #sets: readonly number[]
  private readonly pending: Pending
  /** Probabilities not yet due, shape [slots × leads × channels × stride]. */
  private readonly issued: Float64Array
  private readonly first: LogWeights
  private readonly second: LogWeights
  private readonly stacks: readonly Stack[]
  private origins = 0
  /** What the experts, the mixture, the stack and the base rate gave a label. */
  readonly #gave: Float64Array

  constructor(shape: OutcomeShape, experts: number) {
    const { channels, leads } = shape
    this.#shape = shape
    this.#experts = experts
    this.#stride = experts + initial.length
    this.#sets = leads.map((_, i) => leads.slice(0, i).reduce((sum, lead) => sum + lead, 0))
    this.pending = new Pending(leads)
    this.issued = zeros(this.pending.slots * leads.length * channels * this.#stride)
    this.first = new LogWeights(Array(experts).fill(1 / experts), leads.length)
    this.second = new LogWeights(
      initial,
      leads.reduce((sum, lead) => sum + lead, 0),
    )
    this.#gave = scratch('outcome mixture gave', this.#stride)
    this.stacks = leads.map(() => new Stack(channels, experts))
  }

  /** @param due labels of the forecasts now due, by lead; NaN if unknown */
  learn(due: Float64Array): void {
    const { channels, leads } = this.#shape
    const stride = this.#stride
    for (let i = 0; i < leads.length; i++) {
      const slot = this.pending.due(leads[i]!)
      if (slot < 0) break
      const label = due[i]!
      if (Number.isNaN(label)) continue
      const from = (slot * leads.length + i) * channels * stride
      for (let k = 0; k < stride; k++) this.#gave[k] = likelihood(label, channels, this.issued, from + k, stride)
      this.first.learn(i, this.#gave)
      this.second.learn(this.#set(i, leads[i]!), this.#gave.subarray(this.#experts))
      this.stacks[i]!.learn(label, this.issued, from, stride)
    }
  }

  /** The set of weights in the second layer of the origin `age` steps before the next one. */
  #set(i: number, age: number): number {
    return this.#sets[i]! + ((this.origins - age) % this.#shape.leads[i]!)
  }

  /**
   * Mixes new probabilities, and keeps them until they are due.
   *
   * @param forecasts of each expert, shape [channels × leads]; NaN if it sleeps
   * @param rate likewise of the base rate
   * @param out receives the mixture
   */
  mix(forecasts: readonly Float64Array[], rate: Float64Array, out: Float64Array): void {
    const { channels, leads } = this.#shape
    const { issued } = this
    const experts = this.#experts
    const stride = this.#stride
    const slot = this.pending.issue()
    for (let i = 0; i < leads.length; i++) {
      const from = (slot * leads.length + i) * channels * stride
      for (let k = 0; k < channels; k++) {
        const at = from + k * stride
        const entry = k * leads.length + i
        for (let e = 0; e < experts; e++) issued[at + e] = forecasts[e]![entry]!
        const mean = this.first.mean(i, issued, at)
        issued[at + experts] = Number.isNaN(mean) ? rate[entry]! : mean
        issued[at + experts + 2] = rate[entry]!
      }
      const stacked = this.stacks[i]!.predict(issued, from, stride)
      for (let k = 0; k < channels; k++) {
        const at = from + k * stride + experts
        issued[at + 1] = stacked[k]!
        out[k * leads.length + i] = this.second.mean(this.#set(i, 0), issued, at)
      }
    }
    this.origins++
  }

  /**
   * Shares in the last forecast of a lead: of the experts in the first layer, of the stack, and of the base rate.
   *
   * @returns shape [experts + 2]; they sum to 1
   */
  shares(i: number): number[] {
    const experts = this.#experts
    const [mixed, stack, rate] = this.second.weights.subarray(
      initial.length * (this.origins === 0 ? this.#sets[i]! : this.#set(i, 1)),
    )
    const own = this.first.weights.subarray(i * experts, (i + 1) * experts)
    return [...Array.from(own, (weight) => weight * mixed!), stack!, rate!]
  }

  /** The last forecast of the stack, at an entry of [channels × leads]. */
  stacked(entry: number): number {
    const { channels, leads } = this.#shape
    const newest = this.pending.due(1)
    const [k, i] = [Math.floor(entry / leads.length), entry % leads.length]
    if (newest < 0) return Number.NaN
    return this.issued[((newest * leads.length + i) * channels + k) * this.#stride + this.#experts + 1]!
  }

  state(fields: Fields): void {
    fields.part('pending', this.pending)
    fields.numbers('issued', this.issued)
    fields.part('first', this.first)
    fields.part('second', this.second)
    fields.parts('stacks', this.stacks)
    this.origins = fields.counter('origins', this.origins)
  }
}

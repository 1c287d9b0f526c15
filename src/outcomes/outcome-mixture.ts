import { Pending } from '../series/pending.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import { LogWeights } from '../stats/log-weights.ts'
import { scratch } from '../stats/scratch.ts'
import { likelihood } from './outcome.ts'
import type { OutcomeShape } from './outcome-expert.ts'
import { Stack } from './stack.ts'

/**
 * Initial weights of the quick mixture of the experts, the careful one, the stack and the base rate. With 0.3 for the base
 * rate events of 1 % lose a little less, and strong patterns are believed too late at long leads.
 */
const initial = [0.1, 0.1, 0.7, 0.1]

/**
 * Mixes probabilities of experts by lead in two layers. The first weighs the experts by their log losses, twice: quickly, by
 * each label, and carefully, with h sets of weights at lead h, one for every h-th origin, so that labels of neighbouring
 * origins, which tell much the same, do not count several times. A stack recalibrates the quick mixture. The second layer
 * weighs both mixtures, the stack and the base rate, with h sets too. Each label is then known before the next forecast of
 * its set: whatever the labels are, the sum of the log losses at lead h exceeds that of the best of N experts by at most
 * h · ln 10N, that of the base rate by at most h · ln 10 = 2.3 h, and both by about 1/1000 a label and layer, which lets
 * weights come back.
 */
export class OutcomeMixture implements Saveable {
  readonly #shape: OutcomeShape
  readonly #experts: number
  /** Probabilities kept a channel and lead: those of the experts, both mixtures, the stack and the base rate. */
  readonly #stride: number
  /** Index of the first set of weights of each lead. */
  readonly #sets: readonly number[]
  private readonly pending: Pending
  /** Probabilities not yet due, shape [slots × leads × channels × stride]. */
  private readonly issued: Float64Array
  private readonly quick: LogWeights
  private readonly careful: LogWeights
  private readonly second: LogWeights
  private readonly stacks: readonly Stack[]
  private origins = 0
  /** What each of them gave a label. */
  readonly #gave: Float64Array

  constructor(shape: OutcomeShape, experts: number) {
    const { channels, leads } = shape
    this.#shape = shape
    this.#experts = experts
    this.#stride = experts + initial.length
    this.#sets = leads.map((_, i) => leads.slice(0, i).reduce((sum, lead) => sum + lead, 0))
    this.pending = new Pending(leads)
    this.issued = zeros(this.pending.slots * leads.length * channels * this.#stride)
    const sets = leads.reduce((sum, lead) => sum + lead, 0)
    const equal = Array(experts).fill(1 / experts)
    this.quick = new LogWeights(equal, leads.length)
    this.careful = new LogWeights(equal, sets)
    this.second = new LogWeights(initial, sets)
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
      const set = this.#set(i, leads[i]!)
      this.quick.learn(i, this.#gave)
      this.careful.learn(set, this.#gave)
      this.second.learn(set, this.#gave.subarray(this.#experts))
      this.stacks[i]!.learn(label, this.issued, from, stride)
    }
  }

  /** The set of weights of the origin `age` steps before the next one. */
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
      const set = this.#set(i, 0)
      for (let k = 0; k < channels; k++) {
        const at = from + k * stride
        const entry = k * leads.length + i
        for (let e = 0; e < experts; e++) issued[at + e] = forecasts[e]![entry]!
        const quick = this.quick.mean(i, issued, at)
        const asleep = Number.isNaN(quick)
        issued[at + experts] = asleep ? rate[entry]! : quick
        issued[at + experts + 1] = asleep ? rate[entry]! : this.careful.mean(set, issued, at)
        issued[at + experts + 3] = rate[entry]!
      }
      const stacked = this.stacks[i]!.predict(issued, from, stride)
      for (let k = 0; k < channels; k++) {
        const at = from + k * stride + experts
        issued[at + 2] = stacked[k]!
        out[k * leads.length + i] = this.second.mean(set, issued, at)
      }
    }
    this.origins++
  }

  /**
   * Shares in the forecasts of a lead: of the experts in the first layer, of the stack, and of the base rate. They are
   * means over the sets of the lead, which take turns: those of a single forecast repeat every h rows.
   *
   * @returns shape [experts + 2]; they sum to 1
   */
  shares(i: number): number[] {
    const experts = this.#experts
    const sets = this.#shape.leads[i]!
    const shares = Array<number>(experts + 2).fill(0)
    for (let set = this.#sets[i]!; set < this.#sets[i]! + sets; set++) {
      const [quick, careful, stack, rate] = this.second.weights.subarray(initial.length * set)
      for (let e = 0; e < experts; e++) {
        const own = quick! * this.quick.weights[i * experts + e]! + careful! * this.careful.weights[set * experts + e]!
        shares[e]! += own / sets
      }
      shares[experts]! += stack! / sets
      shares[experts + 1]! += rate! / sets
    }
    return shares
  }

  /** The last forecast of the stack, at an entry of [channels × leads]. */
  stacked(entry: number): number {
    const { channels, leads } = this.#shape
    const newest = this.pending.due(1)
    const [k, i] = [Math.floor(entry / leads.length), entry % leads.length]
    if (newest < 0) return Number.NaN
    return this.issued[((newest * leads.length + i) * channels + k) * this.#stride + this.#experts + 2]!
  }

  state(fields: Fields): void {
    fields.part('pending', this.pending)
    fields.numbers('issued', this.issued)
    fields.part('quick', this.quick)
    fields.part('careful', this.careful)
    fields.part('second', this.second)
    fields.parts('stacks', this.stacks)
    this.origins = fields.counter('origins', this.origins)
  }
}

import { crc32c } from '../state/crc32c.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { createEngine } from './create-engine.ts'
import type { Engine } from './engine.ts'
import { Learner, nothing } from './learner.ts'
import { Member, sizesOf } from './member.ts'
import type { LearnResult } from './network.ts'
import { engineSizes, type LstmOptions, type ResolvedLstmOptions, resolveLstmOptions } from './options.ts'
import { Random } from './random.ts'

/**
 * One set of weights for many series. Each series is a member: a network with h and c, replay store and random
 * generator of its own. Members learn in two steps: `learn` of a member notes the windows to learn from, and `apply`
 * makes one update of Adam from those of all members together. So members can be stepped in any order between two
 * updates, and all of them with the same weights.
 *
 * The gradient is the mean over the members that pend of the gradient of each. A second step of a member before `apply`
 * makes it miss that update.
 *
 * @example
 * const shared = new SharedLstm({ inputs: 1, leads: [1], seed: 7 })
 * const members = ['oslo', 'rome'].map((key) => shared.join(key))
 * for (const row of rows) {
 *   members.forEach((member, i) => {
 *     member.learn(Float64Array.of(row[i]))
 *     member.step(Float64Array.of(row[i]))
 *   })
 *   shared.apply()
 * }
 */
export class SharedLstm implements Saveable {
  readonly engine: Engine
  private readonly options: ResolvedLstmOptions
  private readonly learner: Learner
  private readonly members = new Map<string, Member>()
  private readonly pendingMembers = new Set<Member>()
  /** Updates so far; a member that was saved before the last one has nothing left to learn. */
  private updates = 0

  /** @throws ConfigError if an option is wrong or there is no memory for another network */
  constructor(options: LstmOptions) {
    this.options = resolveLstmOptions(options)
    this.engine = createEngine(this.options.engine, engineSizes(this.options, true), true)
    this.learner = new Learner(this.engine, this.options, new Random(this.options.seed))
  }

  /** `wasm`, or `reference` if it was chosen or there is no WebAssembly SIMD. */
  get kind(): 'wasm' | 'reference' {
    return this.engine.kind
  }

  /** A copy of the weights, in the order of `shape.ts`. */
  get parameters(): Float64Array {
    return this.engine.parameters
  }

  /**
   * A new member; `dispose` of it makes it leave.
   *
   * @param key decides its place in the sum of gradients and the random numbers of its replays
   * @throws RangeError if there is a member with this key
   * @throws ConfigError if there is no memory for another member
   */
  join(key: string): Member {
    if (this.members.has(key)) throw new RangeError(`lstm.join: expected a new key, got ${JSON.stringify(key)} again`)
    const random = new Random(this.options.seed ^ crc32c(new TextEncoder().encode(key)))
    const member: Member = new Member(this.engine, this.options, random, {
      key,
      pending: this.pendingMembers,
      updates: () => this.updates,
      leave: () => this.members.delete(key),
    })
    this.members.set(key, member)
    return member
  }

  /** Whether a member pends. */
  get pending(): boolean {
    return this.pendingMembers.size > 0
  }

  /** Whether the member with this key pends. */
  isPending(key: string): boolean {
    return this.members.get(key)?.pending === true
  }

  /**
   * Steps many members at once, faster than each by itself and with the same bits.
   *
   * @param members of this network, none twice
   * @param inputs shape [members × channels × inputs]; if a number of a member is not finite, it makes no step
   * @throws RangeError if the number of inputs is wrong, or with the option `base`
   */
  stepAll(members: readonly Member[], inputs: Float64Array): void {
    if (this.options.base)
      throw new RangeError('lstm.stepAll: expected no option base, got true; step each member by itself')
    const expected = members.length * this.options.channels * this.options.inputs
    if (inputs.length !== expected)
      throw new RangeError(
        `lstm.stepAll: expected ${expected} numbers (members × channels × inputs), got ${inputs.length}`,
      )
    this.engine.step(members, inputs)
    for (const member of members) member.stepped()
  }

  /** One update from the members that pend, which end to do so. Their gradients are summed in order of their keys. */
  apply(): LearnResult {
    const members = [...this.pendingMembers].sort((a, b) => (a.key < b.key ? -1 : 1))
    if (members.length === 0) return nothing
    this.updates++
    const { learned, loss, gradientNorm } = this.learner.update(members.map((member) => member.take()!))
    return { learned, loss, gradientNorm, rejected: !Number.isFinite(gradientNorm) || !Number.isFinite(loss) }
  }

  /** The weights, moments and schedule, to be restored before the members, whose states are their own. */
  state(fields: Fields): void {
    fields.same('engine', this.kind)
    sizesOf(fields, this.options)
    this.learner.state(fields)
    this.updates = fields.counter('updates', this.updates)
  }

  /** Frees the memory of the weights and of all members, which are disposed of. */
  dispose(): void {
    for (const member of [...this.members.values()]) member.dispose()
    this.engine.dispose()
  }
}

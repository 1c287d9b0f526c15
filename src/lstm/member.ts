import type { Cell } from '../series/forecast.ts'
import type { Condition, Fields } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import { demandOutputs } from './base.ts'
import type { Engine, Place, Step, Windows } from './engine.ts'
import { frontFields } from './front.ts'
import { type Drawn, History } from './history.ts'
import { nothing } from './learner.ts'
import { outputsPerTarget, soundTargets } from './loss.ts'
import type { LearnResult, Network } from './network.ts'
import type { ResolvedLstmOptions } from './options.ts'
import type { Random } from './random.ts'
import { inFloat32, type RowSizes } from './sound-state.ts'

/** What a member knows of those that it shares the weights with. */
export interface Company {
  readonly key: string
  /** Those that pend. */
  readonly pending: Set<Member>
  /** Updates of the weights so far. */
  updates(): number
  leave(): void
}

/**
 * A network without its weights: h and c, the store of rows, and a random generator for the replays. `learn` draws the
 * windows to learn from; they pend until `taken`, the next `learn`, or the second step from then on.
 */
export class Member<P extends Place = Place> implements Network, Step<P> {
  readonly kind: 'wasm' | 'reference'
  readonly cells: readonly Cell[]
  readonly outputs: Float64Array
  readonly place: P
  made = false
  /** Steps that may be made while windows pend: 1 if the weights are shared, 0 if not. */
  private readonly ahead: number
  private readonly options: ResolvedLstmOptions
  private readonly engine: Engine<P>
  private readonly random: Random
  private readonly history: History<P>
  private readonly targets: Condition
  private readonly rowSizes: RowSizes
  /** The scale of a base if no other is given; empty if there is none. */
  private readonly ones: Float64Array
  private readonly alone: readonly Step<P>[] = [this]
  private readonly company: Company | undefined
  private drawn: Drawn | undefined
  private rejectedCount = 0
  disposed = false

  /**
   * @param company undefined if the weights are not shared
   * @throws ConfigError if there is no memory for another member
   */
  constructor(engine: Engine<P>, options: ResolvedLstmOptions, random: Random, company?: Company) {
    const { channels, inputs, leads } = options
    this.options = options
    this.engine = engine
    this.random = random
    this.company = company
    this.ahead = company ? 1 : 0
    this.kind = engine.kind
    this.place = engine.join()
    this.cells = this.place.cells
    this.history = new History(options, this.place)
    this.targets = soundTargets(options)
    this.outputs = zeros(channels * leads.length * outputsPerTarget(options))
    const [shown, targets] = [channels * inputs, channels * leads.length]
    this.ones = new Float64Array(options.base ? this.outputs.length : 0).fill(1)
    this.rowSizes = { inputs: shown, targets, length: shown + targets + 2 * this.ones.length }
  }

  get cell(): Cell {
    return this.cells[this.cells.length - 1]!
  }

  get rejections(): number {
    return this.rejectedCount
  }

  /** Whether there are windows to learn from. */
  get pending(): boolean {
    return this.drawn !== undefined
  }

  /** The key among those that share the weights. */
  get key(): string {
    return this.company?.key ?? ''
  }

  /** The row of the next step. */
  get row(): number {
    return this.history.row
  }

  get earlier(): number {
    return this.history.earlier
  }

  learn(targets: Float64Array): LearnResult {
    this.live('learn')
    demandLength('learn', targets, this.rowSizes.targets, 'channels × leads')
    const sound = targets.every((target, i) => Number.isNaN(target) || this.targets.holds(target, i))
    if (!sound) return this.rejected(Number.NaN, Number.NaN)
    this.history.setTargets(targets)
    this.pend(this.history.draw(this.random, this.ahead))
    return nothing
  }

  /** The windows that pend, which end to do so. */
  take(): Windows<P> | undefined {
    const { drawn } = this
    this.pend(undefined)
    return drawn && this.history.windows(drawn)
  }

  step(inputs: Float64Array, base = none, scale = this.ones): Float64Array {
    this.live('step')
    demandLength('step', inputs, this.rowSizes.inputs, 'channels × inputs')
    demandOutputs('lstm.step', 'a base', base, this.ones.length, 'channels × outputs, or 0 without the option base')
    demandOutputs('lstm.step', 'a scale', scale, this.ones.length, 'channels × outputs, or 0 without the option base')
    const { row } = this
    this.engine.step(this.alone, inputs)
    if (this.made && this.options.base) this.place.setBase(row, base, scale)
    this.stepped()
    return this.outputs
  }

  /** Notes a step that the engine has made, or rejected. */
  stepped(): void {
    if (!this.made) {
      this.rejectedCount++
      return
    }
    this.history.stepped()
    if (this.drawn) this.pend(older(this.drawn, this.ahead))
  }

  reset(): void {
    this.live('reset')
    this.history.reset()
  }

  dispose(): void {
    if (this.disposed) return
    this.disposed = true
    this.pend(undefined)
    this.company?.leave()
    this.place.dispose()
  }

  state(fields: Fields): void {
    this.live('state')
    fields.same('engine', this.kind)
    sizesOf(fields, this.options)
    fields.part('random', this.random)
    fields.part('place', this.place)
    fields.numbers('outputs', this.outputs, inFloat32)
    this.rejectedCount = fields.counter('rejections', this.rejectedCount)
    this.history.state(fields, this.rowSizes, this.targets)
    const present = this.drawn ? Uint32Array.of(this.drawn.length, ...this.drawn.ages) : new Uint32Array(0)
    const pending = fields.array('pending', present)
    const now = this.company?.updates() ?? 0
    const drawnAt = fields.counter('updates', this.drawn ? now : 0)
    // The weights can have been updated, and saved, after the last row of a member: it no longer pends then.
    if (pending !== present) this.pend(drawnAt === now ? this.sound(pending) : undefined)
  }

  rejected(loss: number, gradientNorm: number): LearnResult {
    this.rejectedCount++
    return { learned: false, loss, gradientNorm, rejected: true }
  }

  live(call: string): void {
    if (this.disposed) throw new Error(`lstm.${call}: expected a network, got one that was disposed of; make a new one`)
  }

  private pend(drawn: Drawn | undefined): void {
    this.drawn = drawn
    if (drawn) this.company?.pending.add(this)
    else this.company?.pending.delete(this)
  }

  /** Windows from a snapshot, if they are in the store. */
  private sound([length, ...ages]: Uint32Array): Drawn | undefined {
    const { window, replays, memory } = this.options
    const kept = Math.min(this.history.now, memory)
    const [ago] = ages
    const whole = ages.every((age) => age >= length! && age <= kept)
    if (!length || !whole || length > window || ages.length > 1 + replays) return undefined
    return ago! <= length + this.ahead ? { length, ages } : undefined
  }
}

/** The windows after another step; undefined if it may have overwritten them. */
function older({ length, ages }: Drawn, ahead: number): Drawn | undefined {
  return ages[0]! < length + ahead ? { length, ages: ages.map((age) => age + 1) } : undefined
}

const none: Float64Array = new Float64Array(0)

/** The state depends on these. */
const sizes = ['inputs', 'hidden', 'layers', 'channels', 'window', 'memory', 'leads'] as const

export function sizesOf(fields: Fields, options: ResolvedLstmOptions): void {
  for (const name of sizes) fields.same(name, options[name])
  const { base, classes, levels } = options
  if (base) fields.same('base', base)
  if (classes !== undefined) fields.same('classes', classes)
  if (levels !== undefined) fields.same('levels', levels)
  frontFields(fields, options.front)
}

function demandLength(call: string, numbers: Float64Array, length: number, shape: string): void {
  if (numbers.length !== length)
    throw new RangeError(`lstm.${call}: expected ${length} numbers (${shape}), got ${numbers.length}`)
}

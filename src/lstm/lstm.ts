import type { Cell } from '../series/forecast.ts'
import type { Fields } from '../state/fields.ts'
import { restore } from '../state/restore.ts'
import { snapshot } from '../state/snapshot.ts'
import { createEngine } from './create-engine.ts'
import { Learner } from './learner.ts'
import { Member } from './member.ts'
import type { LearnResult, Network } from './network.ts'
import { engineSizes, type LstmOptions, resolveLstmOptions } from './options.ts'
import { Random } from './random.ts'

/**
 * A recurrent network that carries its state from step to step and learns online. Each update is one step of Adam on
 * the newest window, from the state carried then, and on some old windows, each from a state of zero.
 *
 * At each observation call `learn` with the targets that have come due, then `step` with the new inputs. Arrays are
 * channel-major.
 *
 * Truncated backpropagation through time: Williams and Peng 1990; replay: Lin 1992.
 *
 * @example
 * const lstm = new Lstm({ inputs: 1, leads: [1], seed: 7 })
 * for (const y of series) {
 *   lstm.learn(Float64Array.of(y))                  // the target of the previous step
 *   const [next] = lstm.step(Float64Array.of(y))    // the forecast of the next value
 * }
 */
export class Lstm implements Network {
  readonly kind: 'wasm' | 'reference'
  readonly cells: readonly Cell[]
  readonly outputs: Float64Array
  private readonly learner: Learner
  private readonly member: Member

  /** @throws ConfigError if an option is wrong or there is no memory for another network */
  constructor(options: LstmOptions) {
    const checked = resolveLstmOptions(options)
    const engine = createEngine(checked.engine, engineSizes(checked))
    const random = new Random(checked.seed)
    this.learner = new Learner(engine, checked, random)
    this.member = new Member(engine, checked, random)
    this.kind = engine.kind
    this.cells = this.member.cells
    this.outputs = this.member.outputs
  }

  get cell(): Cell {
    return this.member.cell
  }

  get rejections(): number {
    return this.member.rejections
  }

  /** A copy of the weights, in the order of `shape.ts`. */
  get parameters(): Float64Array {
    this.member.live('parameters')
    return this.learner.engine.parameters
  }

  learn(targets: Float64Array): LearnResult {
    const result = this.member.learn(targets)
    const windows = this.member.take()
    if (!windows) return result
    const { learned, loss, gradientNorm } = this.learner.update([windows])
    const overflowed = !Number.isFinite(gradientNorm) || !Number.isFinite(loss)
    return overflowed ? this.member.rejected(loss, gradientNorm) : { learned, loss, gradientNorm, rejected: false }
  }

  step(inputs: Float64Array, base?: Float64Array, scale?: Float64Array): Float64Array {
    return this.member.step(inputs, base, scale)
  }

  reset(): void {
    this.member.reset()
  }

  dispose(): void {
    if (this.member.disposed) return
    this.member.dispose()
    this.learner.engine.dispose()
  }

  /** @returns the whole state as bytes, for `restore` */
  snapshot(): Uint8Array {
    return snapshot(this)
  }

  /**
   * Restores a snapshot of a network of the same sizes. The network then continues with the same bits.
   *
   * @returns a sentence for each rate that differs; the network keeps its own
   * @throws DataError if the bytes are damaged or do not fit; in which case the network is unchanged
   */
  restore(bytes: Uint8Array): readonly string[] {
    return restore(this, bytes)
  }

  state(fields: Fields): void {
    this.member.state(fields)
    this.learner.state(fields)
  }
}

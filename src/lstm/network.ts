import { DataError } from '../series/errors.ts'
import type { Cell } from '../series/forecast.ts'
import type { Engine, LearnResult } from './engine.ts'
import { initialize } from './initialize.ts'
import type { LossName } from './loss.ts'
import { Random } from './random.ts'
import { ReferenceEngine } from './reference-engine.ts'
import { packSnapshot, unpackSnapshot } from './snapshot.ts'

export interface LstmOptions {
  /** Numbers shown at each step, for each channel. */
  readonly inputs: number
  /** Leads in steps, rising: one output each. */
  readonly leads: readonly number[]
  /** Cells in a layer; 16 to 64 forecast within 1 % of each other. */
  readonly hidden?: number
  readonly layers?: number
  /** Series that share the weights, each with its own state. */
  readonly channels?: number
  /** Steps that one gradient looks back over; 8 is better than 48 by 4 %, and six times cheaper. */
  readonly window?: number
  /** Old windows learned from again at each step: 4 are worth 2 to 5 % of the error. */
  readonly replays?: number
  /** Steps kept to draw the old windows from. */
  readonly memory?: number
  readonly loss?: LossName
  /** Adam's step. */
  readonly learningRate: number
  /** Learning steps over which the rate rises to its full size. */
  readonly warmUp?: number
  /** Steps seen before the first is learned from. */
  readonly learnFrom?: number
  /** Longest the gradient may be. */
  readonly clipNorm?: number
  readonly forgetBias?: number
  readonly seed: number
}

const defaults = {
  hidden: 32,
  layers: 1,
  channels: 1,
  window: 8,
  replays: 4,
  memory: 4096,
  loss: 'huber',
  warmUp: 10,
  learnFrom: 10,
  clipNorm: 1,
  forgetBias: 1,
} as const

/**
 * A recurrent network that carries its state from step to step and takes one gradient step at each. At observation t call `learn` with the targets that are due
 * now, then `step` with the inputs of t.
 *
 * @example
 * const network = new Lstm({ inputs: 1, leads: [1], learningRate: 1e-3, seed: 7 })
 * for (const x of [0.1, 0.2, 0.3]) {
 *   network.learn(Float64Array.of(x))             // what the step before should have said
 *   const [next] = network.step(Float64Array.of(x))
 * }
 */
export class Lstm {
  /** Steps and gradients refused because a number was not finite: weights and state stayed as they were, to the bit. */
  rejections = 0

  private readonly options: Required<LstmOptions>
  private readonly engine: Engine
  private readonly random: Random
  /** Steps taken, and gradients learned from. */
  private time = 0
  private lessons = 0

  /** @throws RangeError where the replay memory cannot hold a window and the longest lead */
  constructor(options: LstmOptions) {
    this.options = { ...defaults, ...options }
    const { leads, window, memory, replays, forgetBias, seed } = this.options
    if (memory < window + leads.at(-1)!) {
      throw new RangeError(`memory: expected at least window + longest lead, ${window + leads.at(-1)!}, got ${memory}`)
    }
    this.random = new Random(seed)
    const shape = { ...this.options, outputs: leads.length, windows: 1 + replays }
    this.engine = new ReferenceEngine(shape)
    this.engine.setParameters(initialize(shape, forgetBias, this.random))
  }

  /** Shape [channels × leads]: what the last step forecast. A view. */
  get outputs(): Float64Array {
    return this.engine.outputs
  }

  /** Gates, candidate, cell and state of the top layer at the last step, shape [channels × hidden] each. Views. */
  get cell(): Cell {
    return this.engine.cell
  }

  /**
   * Learns from the targets that are due now: one step of Adam on the last `window` steps and on `replays` old windows, each from the state it began in.
   * @param targets shape [channels × leads]: entry [channel, i] is the target of leads[i] made leads[i] steps ago; NaN where there is none
   */
  learn(targets: Float64Array): LearnResult {
    this.engine.reveal(this.time, targets)
    const { learnFrom, learningRate, warmUp, window } = this.options
    if (this.time < Math.max(2, learnFrom) || learningRate === 0)
      return { learned: false, loss: Number.NaN, gradientNorm: 0, rejected: false }
    const length = Math.min(window, this.time)
    const starts = [this.time - length, ...this.oldWindows(length)]
    const rate = learningRate * Math.min(1, (this.lessons + 1) / warmUp)
    const result = this.engine.learn(starts, length, rate)
    if (result.learned) this.lessons++
    if (result.rejected) this.rejections++
    return result
  }

  /** Where the old windows begin: uniform over those whose targets have all been due and which the memory still holds. */
  private oldWindows(length: number): number[] {
    const { leads, memory, replays, window } = this.options
    const longest = leads.at(-1)!
    if (this.time <= 2 * window + longest) return []
    const oldest = Math.max(0, this.time - memory)
    const choices = this.time - longest + 1 - length - oldest
    return choices > 0 ? Array.from({ length: replays }, () => oldest + this.random.below(choices)) : []
  }

  /**
   * Takes one step with new inputs and returns the outputs, shape [channels × leads]. A step with an input that is not finite does not take place: it is counted
   * in `rejections` and the outputs stay as they were.
   * @param inputs shape [channels × inputs]
   */
  step(inputs: Float64Array): Float64Array {
    if (this.engine.step(this.time, inputs)) this.time++
    else this.rejections++
    return this.engine.outputs
  }

  /** Forgets what happened before: h and c are zero again. Weights and memory stay. */
  reset(): void {
    this.engine.reset()
  }

  /** Everything, in one buffer: going on from it equals never having stopped, to the bit. */
  snapshot(): Uint8Array {
    const counters = [this.time, this.lessons, this.rejections, ...this.random.state]
    return packSnapshot(this.sizes(), counters, this.engine.dump())
  }

  /** @throws DataError where the buffer is damaged, or is that of a network of other sizes */
  restore(snapshot: Uint8Array): void {
    const { counters, dump } = unpackSnapshot(this.sizes(), snapshot)
    if (dump.length !== this.engine.dump().length)
      throw new DataError(`snapshot: expected ${this.engine.dump().length} bytes of numbers, got ${dump.length}`)
    ;[this.time, this.lessons, this.rejections] = counters as [number, number, number]
    this.random.state.set(counters.slice(3))
    this.engine.load(dump)
  }

  private sizes(): Record<string, number> {
    const { inputs, hidden, layers, channels, window, replays, memory, leads } = this.options
    return {
      inputs,
      hidden,
      layers,
      channels,
      window,
      replays,
      memory,
      outputs: leads.length,
      longestLead: leads.at(-1)!,
    }
  }
}

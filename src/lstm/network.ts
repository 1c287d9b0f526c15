import type { Cell } from '../series/forecast.ts'
import type { Fields } from '../state/fields.ts'
import { createEngine } from './create-engine.ts'
import type { Engine } from './engine.ts'
import { initialize } from './initialize.ts'
import { type LstmOptions, type SettledLstmOptions, settleLstmOptions } from './options.ts'
import { Random } from './random.ts'
import { drawWindows } from './replay.ts'
import { Schedule } from './schedule.ts'
import { packSnapshot, unpackSnapshot } from './snapshot.ts'
import { demandSound, largest, refused } from './sound-state.ts'

/** What one call of `Lstm.learn` did. */
export interface LearnResult {
  /** Whether the weights moved. */
  readonly learned: boolean
  /** Mean loss over the targets learned from, before the update; 0 where there were none. */
  readonly loss: number
  /** Euclidean norm of the gradient before clipping. */
  readonly gradientNorm: number
  /** Whether a number was not finite, or a target too large: the weights are as they were then. */
  readonly rejected: boolean
}

/**
 * A recurrent network that carries its state from step to step and learns online: at each step one update of Adam on the newest window, from
 * the state carried into it, together with some old windows from the states they had.
 *
 * At each observation: `learn` with the targets that have come due, then `step` with the new inputs. Arrays are channel-major. Throws
 * ConfigError where an option is not what it should be.
 *
 * Truncated backpropagation through time: Williams and Peng 1990; replay: Lin 1992.
 *
 * @example
 * const lstm = new Lstm({ inputs: 1, leads: [1], seed: 7 })
 * for (const y of series) {
 *   lstm.learn(Float64Array.of(y))                  // what the step before should have said
 *   const [next] = lstm.step(Float64Array.of(y))    // what comes next
 * }
 */
export class Lstm {
  private readonly options: SettledLstmOptions
  private readonly engine: Engine
  private readonly random: Random
  private readonly schedule: Schedule
  private readonly furthest: number
  /** The largest target taken in, by size. */
  private readonly farthest: number
  /** At a row: 1 where the state was forgotten before its step. */
  private readonly afresh: Uint8Array
  private readonly sizes: readonly number[]
  private readonly said: Float64Array
  /** Steps made. */
  private now = 0
  /** The first step since the state was last forgotten. */
  private since = 0
  private rejectedCount = 0

  constructor(options: LstmOptions) {
    const checked = settleLstmOptions(options)
    const { inputs, hidden, layers, leads, channels, window, replays, memory, loss, clipNorm, seed } = checked
    this.options = checked
    const shape = { inputs, hidden, layers, outputs: leads.length }
    this.engine = createEngine(checked.engine, {
      ...shape,
      channels,
      memory,
      window,
      windows: 1 + replays,
      loss,
      clipNorm,
    })
    this.random = new Random(seed)
    this.engine.parameters = initialize(shape, checked.forgetBias, this.random)
    this.schedule = new Schedule(checked.learningRate, checked.warmUp)
    this.furthest = leads[leads.length - 1]!
    this.farthest = loss === 'squared' ? largestSquared : largest
    this.afresh = new Uint8Array(memory)
    this.sizes = [inputs, hidden, layers, channels, memory, ...leads]
    this.said = new Float64Array(channels * leads.length)
  }

  /** Which arithmetic runs: `wasm`, or `reference` where that was asked for or there is no WebAssembly SIMD. */
  get kind(): 'wasm' | 'reference' {
    return this.engine.kind
  }

  /** What was said at the last step, shape [channels × leads]: a view that the next step overwrites. */
  get outputs(): Float64Array {
    return this.said
  }

  /** The top layer at the last step: views that the next step overwrites. */
  get cell(): Cell {
    return this.engine.cells[this.engine.cells.length - 1]!
  }

  /** All layers at the last step, from the lowest. */
  get cells(): readonly Cell[] {
    return this.engine.cells
  }

  /** Calls of `learn` and `step` turned down because a number was not finite or a target too large. */
  get rejections(): number {
    return this.rejectedCount
  }

  /** A copy of the weights, in the order of `shape.ts`. */
  get parameters(): Float64Array {
    return this.engine.parameters
  }

  /**
   * Takes in the targets that have come due, then learns: one update on the newest window and the old ones drawn.
   *
   * @param targets shape [channels × leads]: entry `channel × leads.length + i` is what the step `leads[i]` steps ago should have said at
   * that lead; NaN where it is missing, now and for ever. Where one is infinite in float32, or beyond 1e18 and its error to be squared, the call
   * is turned down: none are taken in, nothing is learned.
   * Throws RangeError where their number is another.
   */
  learn(targets: Float64Array): LearnResult {
    const { channels, leads, memory, window, replays, learnFrom } = this.options
    demandLength('learn', targets, this.said.length, 'channels × leads')
    if (targets.some((target) => Math.abs(target) > this.farthest)) return this.rejected(Number.NaN, Number.NaN)
    for (let i = 0; i < leads.length; i++) {
      const step = this.now - leads[i]!
      if (step < 0) break
      for (let channel = 0; channel < channels; channel++)
        this.engine.setTarget(step % memory, channel, i, targets[channel * leads.length + i]!)
    }
    const length = Math.min(window, this.now - this.since)
    if (length === 0 || this.now < learnFrom) return nothing
    const starts = [this.now - length]
    starts.push(...drawWindows(this.random, replays, length, this.now, memory, this.furthest, this.afresh))
    const rows = starts.map((start) => start % memory)
    const { learned, loss, gradientNorm } = this.engine.learn(rows, length, this.schedule.next)
    if (learned) this.schedule.advance()
    else if (!Number.isFinite(gradientNorm) || !Number.isFinite(loss)) return this.rejected(loss, gradientNorm)
    return { learned, loss, gradientNorm, rejected: false }
  }

  /**
   * Moves on by one step and says what comes: `outputs`.
   *
   * @param inputs shape [channels × inputs]. Where one is NaN or infinite in float32 the call counts as not made, but for `rejections`.
   * Throws RangeError where their number is another.
   */
  step(inputs: Float64Array): Float64Array {
    demandLength('step', inputs, this.engine.inputs.length, 'channels × inputs')
    const row = this.now % this.options.memory
    this.engine.inputs.set(inputs)
    if (!this.engine.step(row)) {
      this.rejectedCount++
      return this.said
    }
    this.afresh[row] = this.now === this.since ? 1 : 0
    this.now++
    this.said.set(this.engine.outputs)
    return this.said
  }

  /** Forgets what it carries from step to step, not what it has learned: for a break in the series. */
  reset(): void {
    this.engine.forget()
    this.since = this.now
  }

  /** Everything there is, in one buffer: weights, moments, state, store, generator, counters. */
  snapshot(): Uint8Array {
    const { count, firstPower, secondPower } = this.schedule
    return packSnapshot({
      sizes: this.sizes,
      counters: [this.now, this.since, this.rejectedCount, count, firstPower, secondPower],
      random: this.random.state,
      afresh: this.afresh,
      engine: this.engine.save(this.rows()),
    })
  }

  /**
   * Takes over a snapshot: to continue is then the same as never to have stopped, to the bit. Throws DataError, and changes nothing, where the
   * bytes are damaged or were made by a network of other sizes.
   */
  restore(bytes: Uint8Array): void {
    const names = ['inputs', 'hidden', 'layers', 'channels', 'memory', 'lead']
    const { counters, random, afresh, engine } = unpackSnapshot(bytes, this.sizes, names)
    const [now, since, rejections, count, firstPower, secondPower] = counters as [
      number,
      number,
      number,
      number,
      number,
      number,
    ]
    const counts = [now, since, rejections, count]
    if (counters.length !== 6 || !counts.every((n) => Number.isSafeInteger(n) && n >= 0) || since > now)
      throw refused('counters of a network', counters.join(' '))
    if (![firstPower, secondPower].every((power) => power >= 0 && power <= 1))
      throw refused('powers from 0 to 1', `${firstPower} and ${secondPower}`)
    if (afresh.length !== this.afresh.length) throw refused(`${this.afresh.length} marks`, afresh.length)
    demandSound(engine, this.engine.save([]), {
      rows: Math.min(now, this.options.memory),
      inputs: this.engine.inputs.length,
      targets: this.said.length,
      farthest: this.farthest,
    })
    this.now = now
    this.since = since
    this.rejectedCount = rejections
    Object.assign(this.schedule, { count, firstPower, secondPower })
    this.random.state.set(random)
    this.afresh.set(afresh)
    this.engine.load(engine, this.rows())
    this.said.set(this.engine.outputs)
  }

  state(fields: Fields): void {
    const own = this.snapshot()
    const stored = fields.array('network', own)
    if (stored !== own) this.restore(stored)
  }

  /** The rows in use, oldest first. */
  private rows(): number[] {
    const { memory } = this.options
    const kept = Math.min(this.now, memory)
    return Array.from({ length: kept }, (_, i) => (this.now - kept + i) % memory)
  }

  private rejected(loss: number, gradientNorm: number): LearnResult {
    this.rejectedCount++
    return { learned: false, loss, gradientNorm, rejected: true }
  }
}

const nothing: LearnResult = { learned: false, loss: 0, gradientNorm: 0, rejected: false }

/** Where errors are squared: a square of more leaves float32, and each update that meets it would be turned down. */
const largestSquared = 1e18

function demandLength(call: string, numbers: Float64Array, length: number, shape: string): void {
  if (numbers.length !== length)
    throw new RangeError(`lstm.${call}: expected ${length} numbers (${shape}), got ${numbers.length}`)
}

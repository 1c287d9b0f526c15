import type { Cell } from '../series/forecast.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { restore } from '../state/restore.ts'
import { snapshot } from '../state/snapshot.ts'
import { createEngine } from './create-engine.ts'
import type { Engine } from './engine.ts'
import { initialize } from './initialize.ts'
import { type LstmOptions, type ResolvedLstmOptions, resolveLstmOptions } from './options.ts'
import { Random } from './random.ts'
import { drawWindows } from './replay.ts'
import { Schedule } from './schedule.ts'
import { inFloat32, maxFloat32, type RowSizes, soundRows, wholeRows } from './sound-state.ts'

/** Result of `Lstm.learn`. */
export interface LearnResult {
  /** Whether the weights changed. */
  readonly learned: boolean
  /** Mean loss over the targets learned from, before the update; 0 if there were none. */
  readonly loss: number
  /** Euclidean norm of the gradient before clipping. */
  readonly gradientNorm: number
  /** Whether a number was not finite or a target too large: the weights are unchanged then. */
  readonly rejected: boolean
}

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
export class Lstm implements Saveable {
  /** `wasm`, or `reference` if it was chosen or there is no WebAssembly SIMD. */
  readonly kind: 'wasm' | 'reference'
  /** All layers at the last step, from the lowest. Read the numbers at once: the next step changes them. */
  readonly cells: readonly Cell[]
  /** The forecasts of the last step, shape [channels × leads]: a view that the next step overwrites. */
  readonly outputs: Float64Array
  private readonly options: ResolvedLstmOptions
  /** Undefined once the network has been disposed of. */
  private engine: Engine | undefined
  private readonly random: Random
  private readonly schedule: Schedule
  private readonly longestLead: number
  /** Largest absolute value of a target. */
  private readonly maxTarget: number
  private readonly rowSizes: RowSizes
  /** At a row: 1 if the state was reset before its step. */
  private readonly afterReset: Uint8Array
  /** Steps made. */
  private now = 0
  /** The first step since the last reset. */
  private since = 0
  private rejectedCount = 0

  /** @throws ConfigError if an option is wrong or there is no memory for another network */
  constructor(options: LstmOptions) {
    const checked = resolveLstmOptions(options)
    const { inputs, hidden, layers, leads, channels, window, replays, loss, clipNorm, seed } = checked
    const storeRows = checked.memory
    this.options = checked
    const shape = { inputs, hidden, layers, outputs: leads.length }
    const sizes = { ...shape, channels, storeRows, window, windows: 1 + replays }
    const engine = createEngine(checked.engine, { ...sizes, loss, clipNorm })
    this.engine = engine
    this.kind = engine.kind
    this.cells = engine.cells
    this.random = new Random(seed)
    engine.parameters = initialize(shape, checked.forgetBias, this.random)
    this.schedule = new Schedule(checked.learningRate, checked.warmUp)
    this.longestLead = leads[leads.length - 1]!
    this.maxTarget = loss === 'squared' ? maxSquaredTarget : maxFloat32
    this.afterReset = new Uint8Array(storeRows)
    this.outputs = new Float64Array(channels * leads.length)
    const [shown, targets] = [channels * inputs, channels * leads.length]
    this.rowSizes = { inputs: shown, length: shown + targets }
  }

  /** The top layer at the last step. */
  get cell(): Cell {
    return this.cells[this.cells.length - 1]!
  }

  /** Calls of `learn` and `step` that were rejected because a number was not finite or a target too large. */
  get rejections(): number {
    return this.rejectedCount
  }

  /** A copy of the weights, in the order of `shape.ts`. */
  get parameters(): Float64Array {
    return this.live('parameters').parameters
  }

  /**
   * Stores the targets that are now due, then makes one update on the newest window and the old ones drawn.
   *
   * @param targets shape [channels × leads]: entry `channel × leads.length + i` is the target of lead `leads[i]`,
   * counted from the step `leads[i]` steps ago; NaN if it is missing. If one is infinite in float32, or beyond
   * 1e18 with squared loss, the call is rejected: no target is stored, nothing is learned.
   * @throws RangeError if their number is wrong
   */
  learn(targets: Float64Array): LearnResult {
    const engine = this.live('learn')
    const { channels, leads, memory, window, replays, learnFrom } = this.options
    demandLength('learn', targets, this.outputs.length, 'channels × leads')
    if (targets.some((target) => Math.abs(target) > this.maxTarget)) return this.rejected(Number.NaN, Number.NaN)
    for (let i = 0; i < leads.length; i++) {
      const step = this.now - leads[i]!
      if (step < 0) break
      for (let channel = 0; channel < channels; channel++)
        engine.setTarget(step % memory, channel, i, targets[channel * leads.length + i]!)
    }
    const length = Math.min(window, this.now - this.since)
    if (length === 0 || this.now < learnFrom) return nothing
    const starts = [this.now - length]
    starts.push(...drawWindows(this.random, replays, length, this.now, memory, this.longestLead, this.afterReset))
    const rows = starts.map((start) => start % memory)
    const { learned, loss, gradientNorm } = engine.learn(rows, length, this.schedule.next)
    if (learned) this.schedule.advance()
    else if (!Number.isFinite(gradientNorm) || !Number.isFinite(loss)) return this.rejected(loss, gradientNorm)
    return { learned, loss, gradientNorm, rejected: false }
  }

  /**
   * Makes one step.
   *
   * @param inputs shape [channels × inputs]. If one is NaN or infinite in float32, no step is made.
   * @returns `outputs`
   * @throws RangeError if their number is wrong
   */
  step(inputs: Float64Array): Float64Array {
    const engine = this.live('step')
    demandLength('step', inputs, this.rowSizes.inputs, 'channels × inputs')
    const row = this.now % this.options.memory
    if (!engine.step(row, inputs, this.outputs)) {
      this.rejectedCount++
      return this.outputs
    }
    this.afterReset[row] = this.now === this.since ? 1 : 0
    this.now++
    return this.outputs
  }

  /** Sets the recurrent state to zero, after a break in the series. The weights are kept. */
  reset(): void {
    this.live('reset').forget()
    this.since = this.now
  }

  /**
   * Frees the memory of the network without waiting for garbage collection. Afterwards only `outputs`, `cells`
   * and `kind` can be read; anything else throws an Error. A second call does nothing.
   */
  dispose(): void {
    this.engine?.dispose()
    this.engine = undefined
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

  /** Rows are passed on oldest first, and counted from there: any counts are those of a network that can exist. */
  state(fields: Fields): void {
    const engine = this.live('state')
    const { options, rowSizes } = this
    const { memory } = options
    fields.same('engine', this.kind)
    for (const name of sizes) fields.same(name, options[name])
    for (const name of rates) fields.constant(name, options[name])
    fields.part('random', this.random)
    fields.part('schedule', this.schedule)
    fields.part('engine', engine)
    fields.numbers('outputs', this.outputs, inFloat32)
    this.rejectedCount = fields.counter('rejections', this.rejectedCount)

    const present = engine.rows(fields.saving ? this.rowsInUse() : [])
    const rows = fields.array('rows', present, soundRows(rowSizes, this.maxTarget), wholeRows(rowSizes.length, memory))
    const kept = rows.length / rowSizes.length
    // Only a full store has overwritten rows.
    const overwritten = fields.counter('overwritten', Math.max(0, this.now - memory))
    const sinceReset = fields.counter('sinceReset', this.now - this.since)
    const resets = fields.array('resets', this.resets())
    if (rows === present) return // while a snapshot is made or checked
    this.now = kept + (kept === memory ? overwritten : 0)
    this.since = Math.max(0, this.now - sinceReset)
    const inUse = this.rowsInUse()
    engine.setRows(inUse, rows)
    for (const row of inUse) this.afterReset[row] = 0
    for (const i of resets) if (i < kept) this.afterReset[inUse[i]!] = 1
  }

  /** The rows in use, oldest first. */
  private rowsInUse(): number[] {
    const { memory } = this.options
    const kept = Math.min(this.now, memory)
    return Array.from({ length: kept }, (_, i) => (this.now - kept + i) % memory)
  }

  /** Those before which the state was reset, by their place among the rows in use. */
  private resets(): Uint32Array {
    return Uint32Array.from(this.rowsInUse().flatMap((row, i) => (this.afterReset[row] === 1 ? [i] : [])))
  }

  private rejected(loss: number, gradientNorm: number): LearnResult {
    this.rejectedCount++
    return { learned: false, loss, gradientNorm, rejected: true }
  }

  private live(call: string): Engine {
    if (this.engine) return this.engine
    throw new Error(`lstm.${call}: expected a network, got one that was disposed of; make a new one`)
  }
}

/** The state depends on these. */
const sizes = ['inputs', 'hidden', 'layers', 'channels', 'window', 'memory', 'leads'] as const
/** These can change from run to run. */
const rates = ['replays', 'loss', 'learningRate', 'warmUp', 'learnFrom', 'clipNorm'] as const

const nothing: LearnResult = { learned: false, loss: 0, gradientNorm: 0, rejected: false }

/** With squared loss: the square of more leaves float32, and every update on it would be rejected. */
const maxSquaredTarget = 1e18

function demandLength(call: string, numbers: Float64Array, length: number, shape: string): void {
  if (numbers.length !== length)
    throw new RangeError(`lstm.${call}: expected ${length} numbers (${shape}), got ${numbers.length}`)
}

import type { Cell } from '../series/forecast.ts'
import type { Fields } from '../state/fields.ts'
import { adam, clipFactor, globalNorm, type Update } from './adam.ts'
import type { Engine, EngineOptions, Floats, Learned } from './engine.ts'
import { loss } from './loss.ts'
import { backward, forward, type Trace, traceOf } from './reference.ts'
import { parameterCount } from './shape.ts'
import { inFloat32, secondMoments } from './sound-state.ts'

/** The textbook LSTM as an engine: float64, readable, runs everywhere. */
export class ReferenceEngine implements Engine {
  readonly kind = 'reference'
  readonly cells: readonly Cell[]
  gradient: Float64Array
  /** Swapped with `gradient`, which is unchanged when an update is rejected. */
  private spare: Float64Array
  private readonly options: EngineOptions
  private readonly weights: Float64Array
  private readonly first: Float64Array
  private readonly second: Float64Array
  /** h and c of each layer after the last `window` + 1 steps, oldest first: [channels × layers × 2 × hidden] each. */
  private readonly states: Float64Array
  /** The last of them, a view. */
  private readonly carried: Float64Array
  /** Shape [layers × 4 × channels × hidden], and for the views also [layers × 2 × channels × hidden]: h, c. */
  private readonly gates: Float64Array
  private readonly shown: Float64Array
  /** Rows: inputs, targets. */
  private readonly store: Float64Array
  private readonly rowLength: number
  /** Where targets begin in a row. */
  private readonly targetsAt: number
  /** Length of the state of one channel. */
  private readonly stateLength: number
  /** One for each channel: all make a step, or none. */
  private readonly traces: readonly Trace[]
  private readonly window: Trace

  constructor(options: EngineOptions) {
    const { channels, inputs, hidden, layers, outputs, storeRows, window } = options
    this.options = options
    this.weights = new Float64Array(parameterCount(options))
    this.gradient = new Float64Array(this.weights.length)
    this.spare = new Float64Array(this.weights.length)
    this.first = new Float64Array(this.weights.length)
    this.second = new Float64Array(this.weights.length)
    this.stateLength = layers * 2 * hidden
    this.states = new Float64Array((window + 1) * channels * this.stateLength)
    this.carried = this.states.subarray(window * channels * this.stateLength)
    const units = channels * hidden
    this.gates = new Float64Array(layers * 4 * units)
    this.shown = new Float64Array(layers * 2 * units)
    this.targetsAt = channels * inputs
    this.rowLength = this.targetsAt + channels * outputs
    this.store = new Float64Array(storeRows * this.rowLength)
    this.traces = Array.from({ length: channels }, () => traceOf(options, 1))
    this.window = traceOf(options, window)
    this.cells = Array.from({ length: layers }, (_, layer) => {
      const view = (from: Float64Array, at: number) => from.subarray(at * units, (at + 1) * units)
      return {
        name: `layer ${layer + 1}`,
        hidden,
        input: view(this.gates, layer * 4),
        forget: view(this.gates, layer * 4 + 1),
        output: view(this.gates, layer * 4 + 2),
        candidate: view(this.gates, layer * 4 + 3),
        cell: view(this.shown, layer * 2 + 1),
        state: view(this.shown, layer * 2),
      }
    })
  }

  get parameters(): Float64Array {
    return this.weights.slice()
  }

  set parameters(parameters: Float64Array) {
    this.weights.set(parameters)
  }

  step(row: number, inputs: ArrayLike<number>, outputs: Float64Array): boolean {
    const { inputs: width, outputs: leads } = this.options
    const finite = (numbers: Float64Array) => numbers.every(Number.isFinite)
    const shown = Float64Array.from(inputs)
    // As in the kernel, where a number larger than any float32 is infinite.
    if (!shown.every((x) => Number.isFinite(Math.fround(x)))) return false
    this.traces.forEach((trace, channel) => {
      const x = shown.subarray(channel * width, (channel + 1) * width)
      forward(this.options, this.weights, x, this.stateOf(channel), 1, trace)
    })
    // False if weights have overflowed.
    if (!this.traces.every(({ prediction, layers }) => finite(prediction) && layers.every(({ cell }) => finite(cell))))
      return false
    const at = row * this.rowLength
    this.store.set(shown, at)
    this.store.fill(Number.NaN, at + this.targetsAt, at + this.rowLength)
    this.states.copyWithin(0, this.carried.length)
    this.traces.forEach((trace, channel) => {
      outputs.set(trace.prediction, channel * leads)
      this.take(trace, channel)
    })
    this.show()
    return true
  }

  setTarget(row: number, channel: number, output: number, target: number): void {
    this.store[row * this.rowLength + this.targetsAt + channel * this.options.outputs + output] = target
  }

  learn(starts: readonly number[], length: number, update: Update): Learned {
    const gradient = this.spare.fill(0)
    let sum = 0
    let known = 0
    for (const [i, start] of starts.entries())
      for (let channel = 0; channel < this.options.channels; channel++) {
        const window = this.learnWindow(start, length, channel, i === 0 ? length : undefined, gradient)
        sum += window.sum
        known += window.known
      }
    if (known === 0) return { learned: false, loss: 0, gradientNorm: 0 }
    // From sums over the windows to the mean.
    for (let i = 0; i < gradient.length; i++) gradient[i]! /= known
    const norm = globalNorm(gradient)
    if (!Number.isFinite(norm) || !Number.isFinite(sum))
      return { learned: false, loss: sum / known, gradientNorm: norm }
    this.spare = this.gradient
    this.gradient = gradient
    adam(this.weights, gradient, clipFactor(norm, this.options.clipNorm), this.first, this.second, update)
    return { learned: true, loss: sum / known, gradientNorm: norm }
  }

  /**
   * Adds one window of one channel to the gradient.
   *
   * @param ago steps since the carried state that it starts from; undefined: it starts from zero
   */
  private learnWindow(start: number, length: number, channel: number, ago: number | undefined, gradient: Float64Array) {
    const { inputs, outputs, storeRows } = this.options
    const x = new Float64Array(length * inputs)
    const target = new Float64Array(length * outputs)
    for (let k = 0; k < length; k++) {
      const at = ((start + k) % storeRows) * this.rowLength
      const from = at + channel * inputs
      const to = at + this.targetsAt + channel * outputs
      x.set(this.store.subarray(from, from + inputs), k * inputs)
      target.set(this.store.subarray(to, to + outputs), k * outputs)
    }
    const before = ago === undefined ? new Float64Array(this.stateLength) : this.stateOf(channel, ago)
    forward(this.options, this.weights, x, before, length, this.window)
    const derivatives = new Float64Array(length * outputs)
    const result = loss(this.options.loss, this.window.prediction, target, derivatives)
    if (result.known > 0) backward(this.options, this.weights, this.window, length, derivatives, gradient)
    return result
  }

  forget(): void {
    this.carried.fill(0)
    this.show()
  }

  state(fields: Fields): void {
    fields.numbers('parameters', this.weights, inFloat32)
    fields.numbers('first', this.first, inFloat32)
    fields.numbers('second', this.second, secondMoments)
    fields.numbers('states', this.states, inFloat32)
    fields.numbers('gates', this.gates, inFloat32)
    this.show()
  }

  rows(rows: readonly number[]): Float64Array {
    const values = new Float64Array(rows.length * this.rowLength)
    rows.forEach((row, i) => {
      values.set(this.store.subarray(row * this.rowLength, (row + 1) * this.rowLength), i * this.rowLength)
    })
    return values
  }

  setRows(rows: readonly number[], values: Floats): void {
    rows.forEach((row, i) => {
      this.store.set(values.subarray(i * this.rowLength, (i + 1) * this.rowLength), row * this.rowLength)
    })
  }

  /** Does nothing: the arrays are garbage-collected with the engine. */
  dispose(): void {}

  /** The state of a channel some steps ago: a view. */
  private stateOf(channel: number, ago = 0): Float64Array {
    const at = (this.options.window - ago) * this.carried.length + channel * this.stateLength
    return this.states.subarray(at, at + this.stateLength)
  }

  /** Copies gates and state of one step of one channel. */
  private take({ layers }: Trace, channel: number): void {
    const { channels, hidden } = this.options
    const state = this.stateOf(channel)
    layers.forEach(({ input, forget, output, candidate, cell, hidden: h }, layer) => {
      ;[input, forget, output, candidate].forEach((gate, n) => {
        this.gates.set(gate, ((layer * 4 + n) * channels + channel) * hidden)
      })
      state.set(h, layer * 2 * hidden)
      state.set(cell, (layer * 2 + 1) * hidden)
    })
  }

  /** Copies h and c to the views, layer by layer. */
  private show(): void {
    const { channels, layers, hidden } = this.options
    for (let channel = 0; channel < channels; channel++)
      for (let part = 0; part < 2 * layers; part++) {
        const from = this.stateOf(channel).subarray(part * hidden, (part + 1) * hidden)
        this.shown.set(from, (part * channels + channel) * hidden)
      }
  }
}

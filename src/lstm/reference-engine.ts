import type { Cell } from '../series/forecast.ts'
import { adam, type Update } from './adam.ts'
import { clipFactor, globalNorm } from './clip.ts'
import type { Engine, EngineOptions, EngineState, Floats, Learned } from './engine.ts'
import { loss } from './loss.ts'
import { backward, forward, type Trace, traceOf } from './reference.ts'
import { parameterCount } from './shape.ts'

/** The textbook LSTM behind the interface of an engine: float64, readable, runs everywhere. */
export class ReferenceEngine implements Engine {
  readonly kind = 'reference'
  readonly inputs: Float64Array
  readonly outputs: Float64Array
  readonly cells: readonly Cell[]
  gradient: Float64Array
  /** Takes turns with `gradient`, which stays as it was where an update is turned down. */
  private spare: Float64Array
  private readonly options: EngineOptions
  private readonly weights: Float64Array
  private readonly first: Float64Array
  private readonly second: Float64Array
  /** h and c of each layer, shape [channels × layers × 2 × hidden]. */
  private readonly state: Float64Array
  /** Shape [layers × 4 × channels × hidden], and for the views also [layers × 2 × channels × hidden]: h, c. */
  private readonly gates: Float64Array
  private readonly shown: Float64Array
  /** Rows: inputs, targets, state before. */
  private readonly store: Float64Array
  private readonly rowLength: number
  /** Where targets and state begin in a row. */
  private readonly targetsAt: number
  private readonly stateAt: number
  /** Length of the state of one channel. */
  private readonly stateLength: number
  /** One for each channel: a step is taken by all or by none. */
  private readonly traces: readonly Trace[]
  private readonly window: Trace

  constructor(options: EngineOptions) {
    const { channels, inputs, hidden, layers, outputs, memory } = options
    this.options = options
    this.inputs = new Float64Array(channels * inputs)
    this.outputs = new Float64Array(channels * outputs)
    this.weights = new Float64Array(parameterCount(options))
    this.gradient = new Float64Array(this.weights.length)
    this.spare = new Float64Array(this.weights.length)
    this.first = new Float64Array(this.weights.length)
    this.second = new Float64Array(this.weights.length)
    this.stateLength = layers * 2 * hidden
    this.state = new Float64Array(channels * this.stateLength)
    const units = channels * hidden
    this.gates = new Float64Array(layers * 4 * units)
    this.shown = new Float64Array(layers * 2 * units)
    this.targetsAt = channels * inputs
    this.stateAt = this.targetsAt + channels * outputs
    this.rowLength = this.stateAt + this.state.length
    this.store = new Float64Array(memory * this.rowLength)
    this.traces = Array.from({ length: channels }, () => traceOf(options, 1))
    this.window = traceOf(options, options.window)
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

  step(row: number): boolean {
    const { inputs, outputs } = this.options
    const finite = (numbers: Float64Array) => numbers.every(Number.isFinite)
    // As the kernel, to which a larger number than float32 holds is infinite.
    if (!this.inputs.every((x) => Number.isFinite(Math.fround(x)))) return false
    this.traces.forEach((trace, channel) => {
      const x = this.inputs.subarray(channel * inputs, (channel + 1) * inputs)
      forward(this.options, this.weights, x, this.stateOf(channel), 1, trace)
    })
    // Weights that have overflowed show here.
    if (!this.traces.every(({ prediction, layers }) => finite(prediction) && layers.every(({ cell }) => finite(cell))))
      return false
    const at = row * this.rowLength
    this.store.set(this.inputs, at)
    this.store.fill(Number.NaN, at + this.targetsAt, at + this.stateAt)
    this.store.set(this.state, at + this.stateAt)
    this.traces.forEach((trace, channel) => {
      this.outputs.set(trace.prediction, channel * outputs)
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
    for (const start of starts)
      for (let channel = 0; channel < this.options.channels; channel++) {
        const window = this.learnWindow(start, length, channel, gradient)
        sum += window.sum
        known += window.known
      }
    if (known === 0) return { learned: false, loss: 0, gradientNorm: 0 }
    // The windows gave sums; the loss is the mean.
    for (let i = 0; i < gradient.length; i++) gradient[i]! /= known
    const norm = globalNorm(gradient)
    if (!Number.isFinite(norm) || !Number.isFinite(sum))
      return { learned: false, loss: sum / known, gradientNorm: norm }
    this.spare = this.gradient
    this.gradient = gradient
    adam(this.weights, gradient, clipFactor(norm, this.options.clipNorm), this.first, this.second, update)
    return { learned: true, loss: sum / known, gradientNorm: norm }
  }

  /** Adds one window of one channel to the gradient. */
  private learnWindow(start: number, length: number, channel: number, gradient: Float64Array) {
    const { inputs, outputs, memory } = this.options
    const x = new Float64Array(length * inputs)
    const target = new Float64Array(length * outputs)
    for (let k = 0; k < length; k++) {
      const at = ((start + k) % memory) * this.rowLength
      const from = at + channel * inputs
      const to = at + this.targetsAt + channel * outputs
      x.set(this.store.subarray(from, from + inputs), k * inputs)
      target.set(this.store.subarray(to, to + outputs), k * outputs)
    }
    const before = start * this.rowLength + this.stateAt + channel * this.stateLength
    forward(this.options, this.weights, x, this.store.subarray(before, before + this.stateLength), length, this.window)
    const derivatives = new Float64Array(length * outputs)
    const result = loss(this.options.loss, this.window.prediction, target, derivatives)
    if (result.known > 0) backward(this.options, this.weights, this.window, length, derivatives, gradient)
    return result
  }

  forget(): void {
    this.state.fill(0)
    this.show()
  }

  save(rows: readonly number[]): EngineState {
    const kept = new Float64Array(rows.length * this.rowLength)
    rows.forEach((row, i) => {
      kept.set(this.store.subarray(row * this.rowLength, (row + 1) * this.rowLength), i * this.rowLength)
    })
    const { weights, first, second, state, gates, outputs } = this
    return {
      parameters: weights.slice(),
      first: first.slice(),
      second: second.slice(),
      state: state.slice(),
      gates: gates.slice(),
      outputs: outputs.slice(),
      rows: kept,
    }
  }

  load(saved: EngineState, rows: readonly number[]): void {
    const take = (to: Float64Array, from: Floats) => to.set(from)
    take(this.weights, saved.parameters)
    take(this.first, saved.first)
    take(this.second, saved.second)
    take(this.state, saved.state)
    take(this.gates, saved.gates)
    take(this.outputs, saved.outputs)
    rows.forEach((row, i) => {
      this.store.set(saved.rows.subarray(i * this.rowLength, (i + 1) * this.rowLength), row * this.rowLength)
    })
    this.show()
  }

  private stateOf(channel: number): Float64Array {
    return this.state.subarray(channel * this.stateLength, (channel + 1) * this.stateLength)
  }

  /** Takes over what one step of one channel left behind. */
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

  /** Lays h and c out for the views, layer by layer. */
  private show(): void {
    const { channels, layers, hidden } = this.options
    for (let channel = 0; channel < channels; channel++)
      for (let part = 0; part < 2 * layers; part++) {
        const from = this.stateOf(channel).subarray(part * hidden, (part + 1) * hidden)
        this.shown.set(from, (part * channels + channel) * hidden)
      }
  }
}

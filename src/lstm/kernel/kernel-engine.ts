import type { Cell } from '../../series/forecast.ts'
import { epsilon, type Update } from '../adam.ts'
import type { Engine, EngineOptions, EngineState, Floats, Learned } from '../engine.ts'
import type { Kernel } from './load.ts'
import { parameterMap } from './parameter-map.ts'

/** The network in float32, by the WebAssembly kernel: one call for a step, one for an update, nothing allocated in either. */
export class KernelEngine implements Engine {
  readonly kind = 'wasm'
  readonly inputs: Float32Array
  readonly outputs: Float32Array
  readonly cells: readonly Cell[]
  private readonly options: EngineOptions
  private readonly kernel: Kernel
  /** All of the kernel's memory. */
  private readonly floats: Float32Array
  private readonly starts: Int32Array
  private readonly map: Int32Array
  private readonly gates: Float32Array
  /** In floats: where the store begins, how long a row is, where its targets and state begin, and how long a channel’s targets are. */
  private readonly store: { at: number; row: number; targets: number; state: number; width: number }

  constructor(options: EngineOptions, kernel: Kernel) {
    const { inputs, hidden, layers, outputs, channels, window, windows, memory } = options
    this.options = options
    this.kernel = kernel
    kernel.plan(inputs, hidden, layers, outputs, channels, window, windows, memory)
    const { buffer } = kernel.memory
    this.floats = new Float32Array(buffer)
    this.inputs = new Float32Array(buffer, kernel.shownInputsAt.value, channels * inputs)
    this.outputs = new Float32Array(buffer, kernel.shownOutputsAt.value, channels * outputs)
    this.starts = new Int32Array(buffer, kernel.startsAt.value, windows)
    this.map = parameterMap(options, kernel)
    this.store = {
      at: kernel.storeAt.value / 4,
      row: kernel.rowBytes.value / 4,
      targets: kernel.rowTargets.value / 4,
      state: kernel.rowState.value / 4,
      width: kernel.outputWidth.value,
    }
    const units = channels * hidden
    this.gates = new Float32Array(buffer, kernel.shownCellsAt.value, layers * 6 * units)
    this.cells = Array.from({ length: layers }, (_, layer) => {
      const part = (n: number) => this.gates.subarray((layer * 6 + n) * units, (layer * 6 + n + 1) * units)
      return {
        name: `layer ${layer + 1}`,
        hidden,
        input: part(0),
        forget: part(1),
        output: part(2),
        candidate: part(3),
        cell: part(4),
        state: part(5),
      }
    })
  }

  get parameters(): Float64Array {
    return Float64Array.from(this.mapped(this.kernel.parametersAt.value))
  }

  set parameters(parameters: Float64Array) {
    this.setMapped(this.kernel.parametersAt.value, parameters)
  }

  get gradient(): Float64Array {
    return Float64Array.from(this.mapped(this.kernel.gradientAt.value))
  }

  step(row: number): boolean {
    return this.kernel.step(row) === 1
  }

  setTarget(row: number, channel: number, output: number, target: number): void {
    const { at, row: length, targets, width } = this.store
    this.floats[at + row * length + targets + channel * width + output] = target
  }

  learn(starts: readonly number[], length: number, { rate, firstCorrection, secondCorrection }: Update): Learned {
    const { loss, clipNorm } = this.options
    this.starts.set(starts)
    // m̂ / (√v̂ + ε) with both corrections taken out of the loop over the parameters.
    const root = Math.sqrt(secondCorrection)
    const { kernel } = this
    const step = (rate * root) / firstCorrection
    const result = kernel.learn(starts.length, length, loss === 'squared', clipNorm, step, epsilon * root)
    return { learned: result === 1, loss: kernel.loss.value, gradientNorm: kernel.norm.value }
  }

  forget(): void {
    const { layers, channels } = this.options
    const at = this.kernel.stateAt.value / 4
    this.floats.fill(0, at, at + layers * 2 * channels * this.kernel.hiddenWidth.value)
    this.kernel.showState()
  }

  save(rows: readonly number[]): EngineState {
    const { kernel, options } = this
    const { channels, inputs, outputs, layers, hidden } = options
    const length = channels * (inputs + outputs + layers * 2 * hidden)
    const kept = new Float32Array(rows.length * length)
    rows.forEach((row, i) => {
      this.eachOfRow(row, (at, j) => {
        kept[i * length + j] = this.floats[at]!
      })
    })
    const state = new Float32Array(channels * layers * 2 * hidden)
    this.eachOfState(kernel.stateAt.value / 4, (at, j) => {
      state[j] = this.floats[at]!
    })
    const gates = new Float32Array(layers * 4 * channels * hidden)
    const part = 4 * channels * hidden
    for (let layer = 0; layer < layers; layer++)
      gates.set(this.gates.subarray(layer * 1.5 * part, layer * 1.5 * part + part), layer * part)
    return {
      parameters: this.mapped(kernel.parametersAt.value),
      first: this.mapped(kernel.firstAt.value),
      second: this.mapped(kernel.secondAt.value),
      state,
      gates,
      outputs: this.outputs.slice(),
      rows: kept,
    }
  }

  load(saved: EngineState, rows: readonly number[]): void {
    const { kernel, options } = this
    const { channels, inputs, outputs, layers, hidden } = options
    this.setMapped(kernel.parametersAt.value, saved.parameters)
    this.setMapped(kernel.firstAt.value, saved.first)
    this.setMapped(kernel.secondAt.value, saved.second)
    this.eachOfState(kernel.stateAt.value / 4, (at, j) => {
      this.floats[at] = saved.state[j]!
    })
    const part = 4 * channels * hidden
    for (let layer = 0; layer < layers; layer++)
      this.gates.set(saved.gates.subarray(layer * part, (layer + 1) * part), layer * 1.5 * part)
    this.outputs.set(saved.outputs)
    const length = channels * (inputs + outputs + layers * 2 * hidden)
    rows.forEach((row, i) => {
      // The padding of targets is not known either.
      const { at, row: width, targets, state } = this.store
      this.floats.fill(Number.NaN, at + row * width + targets, at + row * width + state)
      this.eachOfRow(row, (to, j) => {
        this.floats[to] = saved.rows[i * length + j]!
      })
    })
    kernel.showState()
  }

  /** Parameters, gradient or moments in the order of `shape.ts`. */
  private mapped(at: number): Float32Array {
    return Float32Array.from(this.map, (index) => this.floats[at / 4 + index]!)
  }

  private setMapped(at: number, values: Floats): void {
    for (let i = 0; i < this.map.length; i++) this.floats[at / 4 + this.map[i]!] = values[i]!
  }

  /** Visits the numbers of a state kept at `at`, in the order of `EngineState.state`. */
  private eachOfState(at: number, visit: (at: number, index: number) => void): void {
    const { layers, channels, hidden } = this.options
    const width = this.kernel.hiddenWidth.value
    for (let channel = 0, index = 0; channel < channels; channel++)
      for (let part = 0; part < 2 * layers; part++)
        for (let unit = 0; unit < hidden; unit++, index++) visit(at + (part * channels + channel) * width + unit, index)
  }

  /** Visits the numbers of a row of the store, in the order of `EngineState.rows`. */
  private eachOfRow(row: number, visit: (at: number, index: number) => void): void {
    const { channels, inputs, outputs } = this.options
    const at = this.store.at + row * this.store.row
    let index = 0
    for (let channel = 0; channel < channels; channel++)
      for (let i = 0; i < inputs; i++) visit(at + channel * this.kernel.inputWidth.value + i, index++)
    for (let channel = 0; channel < channels; channel++)
      for (let i = 0; i < outputs; i++)
        visit(at + this.store.targets + channel * this.kernel.outputWidth.value + i, index++)
    this.eachOfState(at + this.store.state, (to, j) => visit(to, index + j))
  }
}

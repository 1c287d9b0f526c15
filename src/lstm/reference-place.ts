import type { Cell } from '../series/forecast.ts'
import type { Fields } from '../state/fields.ts'
import type { EngineOptions, Floats, Place } from './engine.ts'
import type { Past, Trace } from './reference.ts'
import { inFloat32 } from './sound-state.ts'

/** The place of a member of the reference engine. */
export class ReferencePlace implements Place {
  readonly cells: readonly Cell[]
  /** Length of the state of one channel. */
  readonly stateLength: number
  private readonly options: EngineOptions
  /**
   * h and c of each layer after the last `window` + 2 steps, and as many before them as attention sees, oldest first:
   * [channels × layers × 2 × hidden] each.
   */
  private readonly states: Float64Array
  /** The last of them, a view. */
  private readonly carried: Float64Array
  /** Shape [layers × 4 × channels × hidden], and for the views also [layers × 2 × channels × hidden]: h, c. */
  private readonly gates: Float64Array
  private readonly shown: Float64Array
  /** Rows: inputs, targets, base, scale. */
  private readonly store: Float64Array
  private readonly rowLength: number
  /** Where targets and the base begin in a row. */
  private readonly targetsAt: number
  private readonly baseAt: number
  private readonly baseLength: number

  constructor(options: EngineOptions) {
    const { base, channels, front, inputs, hidden, layers, outputs, targets, storeRows, window } = options
    this.options = options
    this.stateLength = layers * 2 * hidden
    const kept = window + 2 + (front?.attention?.steps ?? 0)
    this.states = new Float64Array(kept * channels * this.stateLength)
    this.carried = this.states.subarray((kept - 1) * channels * this.stateLength)
    const units = channels * hidden
    this.gates = new Float64Array(layers * 4 * units)
    this.shown = new Float64Array(layers * 2 * units)
    this.targetsAt = channels * inputs
    this.baseAt = this.targetsAt + channels * targets
    this.baseLength = base ? channels * outputs : 0
    this.rowLength = this.baseAt + 2 * this.baseLength
    this.store = new Float64Array(storeRows * this.rowLength)
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

  /** The state of a channel some steps ago: a view. */
  stateOf(channel: number, ago = 0): Float64Array {
    const at = this.states.length - (1 + ago) * this.carried.length + channel * this.stateLength
    return this.states.subarray(at, at + this.stateLength)
  }

  /**
   * What a convolution and attention see of the steps before a row.
   *
   * @param earlier how many there are
   * @param ago steps made since the state of the last of them; undefined if windows start from zero, so that there is none
   */
  pastOf(row: number, channel: number, earlier: number, ago?: number): Past {
    const { front, hidden, inputs, layers, storeRows } = this.options
    const rows = Math.min(earlier, (front?.convolution?.width ?? 1) - 1)
    const seen = new Float64Array(rows * inputs)
    for (let k = 0; k < rows; k++) {
      const at = ((row - rows + k + storeRows) % storeRows) * this.rowLength + channel * inputs
      seen.set(this.store.subarray(at, at + inputs), k * inputs)
    }
    const count = ago === undefined ? 0 : Math.min(earlier, front?.attention?.steps ?? 0)
    const states = new Float64Array(count * hidden)
    for (let k = 0; k < count; k++) {
      const state = this.stateOf(channel, ago! + count - 1 - k)
      states.set(state.subarray((layers - 1) * 2 * hidden).subarray(0, hidden), k * hidden)
    }
    return { inputs: seen, states }
  }

  /** Inputs, targets, base and scale of a channel, from a row on. */
  windowOf(start: number, length: number, channel: number) {
    const { base, inputs, outputs, targets, storeRows } = this.options
    const part = (at: number, width: number) => {
      const numbers = new Float64Array(length * width)
      for (let k = 0; k < length; k++) {
        const from = ((start + k) % storeRows) * this.rowLength + at + channel * width
        numbers.set(this.store.subarray(from, from + width), k * width)
      }
      return numbers
    }
    return {
      x: part(0, inputs),
      targets: part(this.targetsAt, targets),
      ...(base && { base: part(this.baseAt, outputs), scale: part(this.baseAt + this.baseLength, outputs) }),
    }
  }

  /** Takes over a step: inputs, and of each channel gates and state. */
  take(row: number, inputs: Float64Array, traces: readonly Trace[]): void {
    const { channels, hidden } = this.options
    const at = row * this.rowLength
    this.store.set(inputs, at)
    this.store.fill(Number.NaN, at + this.targetsAt, at + this.baseAt)
    this.states.copyWithin(0, this.carried.length)
    traces.forEach(({ layers }, channel) => {
      const state = this.stateOf(channel)
      layers.forEach(({ input, forget, output, candidate, cell, hidden: h }, layer) => {
        ;[input, forget, output, candidate].forEach((gate, n) => {
          this.gates.set(gate, ((layer * 4 + n) * channels + channel) * hidden)
        })
        state.set(h, layer * 2 * hidden)
        state.set(cell, (layer * 2 + 1) * hidden)
      })
    })
    this.show()
  }

  setTarget(row: number, channel: number, lead: number, target: number): void {
    this.store[row * this.rowLength + this.targetsAt + channel * this.options.targets + lead] = target
  }

  setBase(row: number, base: Float64Array, scale: Float64Array): void {
    const at = row * this.rowLength + this.baseAt
    this.store.set(base, at)
    this.store.set(scale, at + this.baseLength)
  }

  forget(): void {
    this.carried.fill(0)
    this.show()
  }

  state(fields: Fields): void {
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

  /** Does nothing: the arrays are garbage-collected with the place. */
  dispose(): void {}

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

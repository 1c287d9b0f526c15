import type { Cell } from '../../series/forecast.ts'
import type { Fields } from '../../state/fields.ts'
import { epsilon, type Update } from '../adam.ts'
import type { Engine, EngineOptions, Floats, Learned } from '../engine.ts'
import { exactly, inFloat32, secondMoments } from '../sound-state.ts'
import type { Arenas, Slot } from './arenas.ts'

/**
 * The network in float32, by the WebAssembly kernel: one call for a step, one for an update, nothing allocated in
 * either.
 */
export class KernelEngine implements Engine {
  readonly kind = 'wasm'
  readonly cells: readonly Cell[]
  private readonly options: EngineOptions
  private readonly arenas: Arenas
  private readonly slot: Slot
  /** Index of the carried state in the ring of states. */
  private current = 0
  /** What `cells` shows once the slot has been freed. */
  private lastCells: Float32Array | undefined
  private views: readonly Float32Array[] = []
  /** The memory that `views` are of. */
  private viewed: Float32Array | undefined

  /** @throws ConfigError if there is no memory for another network */
  constructor(options: EngineOptions, arenas: Arenas) {
    this.options = options
    this.arenas = arenas
    this.slot = arenas.take(options, this)
    this.cells = Array.from({ length: options.layers }, (_, layer) => this.cell(layer))
  }

  get parameters(): Float64Array {
    return Float64Array.from(this.gather(0, this.slot.arena.layout.parameterMap))
  }

  set parameters(parameters: Float64Array) {
    this.scatter(0, this.slot.arena.layout.parameterMap, parameters)
  }

  get gradient(): Float64Array {
    const { floats, kernel, layout } = this.slot.arena
    return Float64Array.from(layout.parameterMap, (place) => floats[(kernel.gradientAt.value >> 2) + place]!)
  }

  step(row: number, inputs: ArrayLike<number>, outputs: Float64Array): boolean {
    const { arena, address } = this.slot
    arena.inputs.set(inputs)
    const next = this.current === this.options.window ? 0 : this.current + 1
    if (arena.kernel.step(address, row, this.stateAt(this.current), this.stateAt(next)) !== 1) return false
    this.current = next
    outputs.set(arena.outputs)
    return true
  }

  setTarget(row: number, channel: number, output: number, target: number): void {
    const { arena, address } = this.slot
    const { store, row: length, rowTargets, outputWidth } = arena.layout
    arena.floats[(address >> 2) + store + row * length + rowTargets + channel * outputWidth + output] = target
  }

  learn(starts: readonly number[], length: number, { rate, firstCorrection, secondCorrection }: Update): Learned {
    const { arena, address } = this.slot
    const { loss, clipNorm } = this.options
    arena.starts.set(starts)
    // m̂ / (√v̂ + ε) with both corrections taken out of the loop over the parameters.
    const root = Math.sqrt(secondCorrection)
    const step = (rate * root) / firstCorrection
    const { kernel } = arena
    const state = this.stateAt(this.ago(length))
    const squared = loss === 'squared'
    const result = kernel.learn(address, starts.length, length, state, squared, clipNorm, step, epsilon * root)
    return { learned: result === 1, loss: kernel.loss.value, gradientNorm: kernel.norm.value }
  }

  forget(): void {
    const { arena, address } = this.slot
    const state = this.stateAt(this.current)
    arena.floats.fill(0, state >> 2, (state >> 2) + arena.layout.state)
    arena.kernel.showState(address, state)
  }

  /** Index in the ring of the carried state of some steps ago. */
  private ago(steps: number): number {
    const index = this.current - steps
    return index < 0 ? index + this.options.window + 1 : index
  }

  /** Address of a state of the ring. */
  private stateAt(index: number): number {
    const { arena, address } = this.slot
    return address + 4 * (arena.layout.states + index * arena.layout.state)
  }

  state(fields: Fields): void {
    const { arena, address } = this.slot
    const { first, second, states, state, cells, parameterMap, stateMap, gateMap } = arena.layout
    const field = (name: string, at: number, map: Int32Array, condition = inFloat32) => {
      const present = fields.saving ? this.gather(at, map) : new Float32Array(map.length)
      const values = fields.array(name, present, condition, exactly(map.length))
      if (values !== present) this.scatter(at, map, values)
    }
    const oldestFirst = Array.from({ length: this.options.window + 1 }, (_, i) => this.ago(this.options.window - i))
    const stateMaps = oldestFirst.map((index) => stateMap.map((place) => index * state + place))
    field('parameters', 0, parameterMap)
    field('first', first, parameterMap)
    field('second', second, parameterMap, secondMoments)
    field('states', states, Int32Array.from(stateMaps.flatMap((map) => Array.from(map))))
    field('gates', cells, gateMap)
    arena.kernel.showState(address, this.stateAt(this.current))
  }

  rows(rows: readonly number[]): Float32Array {
    const { store, row: length, rowMap } = this.slot.arena.layout
    const values = new Float32Array(rows.length * rowMap.length)
    rows.forEach((row, i) => {
      this.gather(store + row * length, rowMap, values, i * rowMap.length)
    })
    return values
  }

  setRows(rows: readonly number[], values: Floats): void {
    const { arena, address } = this.slot
    const { store, row: length, rowTargets, rowMap } = arena.layout
    rows.forEach((row, i) => {
      const at = store + row * length
      // The padding of targets counts as missing.
      arena.floats.fill(Number.NaN, (address >> 2) + at + rowTargets, (address >> 2) + at + length)
      this.scatter(at, rowMap, values, i * rowMap.length)
    })
  }

  dispose(): void {
    if (this.lastCells) return
    this.lastCells = this.shown().slice()
    this.arenas.free(this.slot, this)
  }

  /** The numbers of all cells, where the kernel shows them. */
  private shown(): Float32Array {
    const { arena, address } = this.slot
    const { cells, store } = arena.layout
    return arena.floats.subarray((address >> 2) + cells, (address >> 2) + store)
  }

  /**
   * One of the six arrays of a cell, as a view that the next step overwrites. Views are kept, since a page reads all of
   * them at every observation, and made again when the memory has grown, which detaches them.
   */
  private view(index: number, units: number): Float32Array {
    const memory = this.lastCells ?? this.slot.arena.floats
    if (this.viewed !== memory) {
      const shown = this.lastCells ?? this.shown()
      this.viewed = memory
      this.views = Array.from({ length: 6 * this.options.layers }, (_, i) => shown.subarray(i * units, (i + 1) * units))
    }
    return this.views[index]!
  }

  private cell(layer: number): Cell {
    const { channels, hidden } = this.options
    const part = (n: number) => this.view(layer * 6 + n, channels * hidden)
    return {
      name: `layer ${layer + 1}`,
      hidden,
      get input() {
        return part(0)
      },
      get forget() {
        return part(1)
      },
      get output() {
        return part(2)
      },
      get candidate() {
        return part(3)
      },
      get cell() {
        return part(4)
      },
      get state() {
        return part(5)
      },
    }
  }

  /** Copies numbers of the network, from `at` on, to logical order. */
  private gather(at: number, map: Int32Array, values = new Float32Array(map.length), offset = 0): Float32Array {
    const { arena, address } = this.slot
    const { floats } = arena
    const from = (address >> 2) + at
    for (let i = 0; i < map.length; i++) values[offset + i] = floats[from + map[i]!]!
    return values
  }

  private scatter(at: number, map: Int32Array, values: Floats, offset = 0): void {
    const { arena, address } = this.slot
    const { floats } = arena
    const to = (address >> 2) + at
    for (let i = 0; i < map.length; i++) floats[to + map[i]!] = values[offset + i]!
  }
}

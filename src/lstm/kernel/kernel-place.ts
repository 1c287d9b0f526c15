import type { Cell } from '../../series/forecast.ts'
import type { Fields } from '../../state/fields.ts'
import type { EngineOptions, Floats, Place } from '../engine.ts'
import type { Arena } from './arena.ts'
import { gather, numbersField, scatter } from './places.ts'

/** Whose memory a place is in; kept alive by it. */
interface Owner {
  /** Of the weights. */
  readonly address: number
  left(place: KernelPlace): void
}

/** The place of a member in the memory of an arena. */
export class KernelPlace implements Place {
  readonly cells: readonly Cell[]
  readonly address: number
  private readonly options: EngineOptions
  private readonly arena: Arena
  private readonly owner: Owner
  /** Index of the carried state in the ring of states. */
  private current = 0
  /** The row of the last step; undefined before the first. */
  private lastRow: number | undefined
  /** The arrays of `cells`, once they were asked for. */
  private views: readonly Float32Array[] | undefined
  /** Whether they are of the last step. */
  private shows = false
  private freed = false

  /** @param address full of zeros, in bytes */
  constructor(options: EngineOptions, arena: Arena, address: number, owner: Owner) {
    this.options = options
    this.arena = arena
    this.address = address
    this.owner = owner
    this.cells = Array.from({ length: options.layers }, (_, layer) => this.cell(layer))
  }

  /** Address of the state some steps ago. */
  stateAt(ago: number): number {
    const { layout } = this.arena
    return this.address + 4 * (layout.states + this.ringIndex(ago) * layout.state)
  }

  /** Notes that a step was made: the oldest state is the newest. */
  stepped(row: number): void {
    this.lastRow = row
    this.shows = false
    this.current = this.ringIndex(-1)
  }

  /** Writes the order of a step, which takes inputs to a row. */
  orderStep(orders: Int32Array, at: number, row: number): void {
    orders[at] = this.address
    orders[at + 1] = row
    orders[at + 2] = this.stateAt(0)
    orders[at + 3] = this.stateAt(-1)
  }

  /** Writes the order of a window that begins at a row, from the state some steps ago, or from zero. */
  orderWindow(orders: Int32Array, at: number, start: number, ago: number | undefined, length: number): void {
    orders[at] = this.address
    orders[at + 1] = start
    orders[at + 2] = ago === undefined ? 0 : this.stateAt(ago)
    orders[at + 3] = length
  }

  /** Index in the ring of the state some steps ago, or of the next one. */
  private ringIndex(ago: number): number {
    const length = this.options.window + 2
    return (this.current - ago + length) % length
  }

  setTarget(row: number, channel: number, lead: number, target: number): void {
    const { arena, address } = this
    const { store, row: length, rowTargets, targetWidth } = arena.layout
    arena.floats[(address >> 2) + store + row * length + rowTargets + channel * targetWidth + lead] = target
  }

  setBase(row: number, base: Float64Array, scale: Float64Array): void {
    const { arena, address, options } = this
    const { store, row: length, rowBase, outputWidth } = arena.layout
    const { channels, outputs } = options
    let at = (address >> 2) + store + row * length + rowBase
    for (const numbers of [base, scale])
      for (let channel = 0; channel < channels; channel++, at += outputWidth)
        arena.floats.set(numbers.subarray(channel * outputs, (channel + 1) * outputs), at)
  }

  forget(): void {
    const { arena } = this
    const state = this.stateAt(0)
    arena.floats.fill(0, state >> 2, (state >> 2) + arena.layout.state)
    this.shows = false
  }

  state(fields: Fields): void {
    const { arena, address } = this
    const { window } = this.options
    const { states, state, stateMap } = arena.layout
    const oldestFirst = Array.from({ length: window + 2 }, (_, i) => this.ringIndex(window + 1 - i))
    const ring = Int32Array.from(oldestFirst.flatMap((index) => Array.from(stateMap, (at) => index * state + at)))
    numbersField(fields, 'states', arena.floats, (address >> 2) + states, ring)
    this.shows = false
  }

  rows(rows: readonly number[]): Float32Array {
    const { floats, layout } = this.arena
    const { store, row: length, rowMap } = layout
    const values = new Float32Array(rows.length * rowMap.length)
    rows.forEach((row, i) => {
      gather(floats, (this.address >> 2) + store + row * length, rowMap, values, i * rowMap.length)
    })
    return values
  }

  setRows(rows: readonly number[], values: Floats): void {
    this.lastRow = rows[rows.length - 1]
    this.shows = false
    const { floats, layout } = this.arena
    const { store, row: length, rowTargets, rowBase, rowMap } = layout
    rows.forEach((row, i) => {
      const at = (this.address >> 2) + store + row * length
      // The padding of targets counts as missing.
      floats.fill(Number.NaN, at + rowTargets, at + rowBase)
      scatter(floats, at, rowMap, values, i * rowMap.length)
    })
  }

  dispose(): void {
    if (this.freed) return
    this.view(0)
    this.freed = true
    this.owner.left(this)
  }

  /** One of the six arrays of a layer's cell. They are written when one is read for the first time after a step. */
  private view(index: number): Float32Array {
    const { channels, hidden, layers } = this.options
    this.views ??= Array.from({ length: 6 * layers }, () => new Float32Array(channels * hidden))
    if (!this.shows && !this.freed && this.lastRow !== undefined) {
      const { kernel, floats } = this.arena
      kernel.show(this.owner.address, this.address, this.lastRow, this.stateAt(1), this.stateAt(0))
      let at = kernel.shownAt.value >> 2
      for (const view of this.views) {
        view.set(floats.subarray(at, at + view.length))
        at += view.length
      }
      this.shows = true
    }
    return this.views[index]!
  }

  private cell(layer: number): Cell {
    const { hidden } = this.options
    const part = (n: number) => this.view(layer * 6 + n)
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
}

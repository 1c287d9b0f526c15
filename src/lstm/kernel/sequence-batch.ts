import type { Floats } from '../engine.ts'
import type { Shape } from '../shape.ts'
import type { Slot } from './arenas.ts'
import type { Block } from './blocks.ts'

/**
 * Sequences in the batch of the kernel, block by block. Those that are too long for it are read in pieces: forwards, only
 * the state before each piece is kept; backwards, each piece but the last is computed once more. So the memory of the
 * kernel does not grow with the length of a sequence, and the gradient goes back through all of it.
 */
export class SequenceBatch {
  private readonly shape: Shape
  private readonly slot: Slot
  /** States before each block: of each layer h, then c. */
  private starts: Float32Array[] = []

  constructor(shape: Shape, slot: Slot) {
    this.shape = shape
    this.slot = slot
  }

  /**
   * Runs sequences from a state of zero.
   *
   * @param sequences longest first
   * @returns h of the top layer after the last step of each, shape [sequences × hidden]
   */
  run(sequences: readonly Floats[], blocks: readonly Block[]): Float64Array {
    const { hidden } = this.shape
    const ends = new Float64Array(sequences.length * hidden)
    this.starts = []
    blocks.forEach((block, i) => {
      const { batch, length, before } = block
      const previous = blocks[i - 1]
      this.starts.push(previous ? this.states(previous, batch) : this.zeros(batch))
      this.forward(sequences, block, i)
      const continued = blocks[i + 1]?.batch ?? 0
      const { floats, kernel } = this.slot.arena
      const top = (this.shape.layers - 1) * kernel.batchHiddenBytes.value + kernel.batchHiddenAt.value
      for (let row = continued; row < batch; row++) {
        const at = (top >> 2) + (before + batch * length + row) * this.width
        ends.set(floats.subarray(at, at + hidden), row * hidden)
      }
    })
    return ends
  }

  /**
   * Adds to the gradient, after `run` with the same arguments.
   *
   * @param whole whether all blocks are still in the batch
   * @param slopes derivatives by what `run` has returned
   * @returns derivatives by the inputs of each sequence
   */
  back(sequences: readonly Floats[], blocks: readonly Block[], whole: boolean, slopes: Float64Array): Float32Array[] {
    const { inputs, hidden } = this.shape
    const { arena, address } = this.slot
    const { floats, kernel } = arena
    const { inputWidth, hiddenSlopesAt, batchInputsAt } = kernel
    const inputSlopes = sequences.map(({ length }) => new Float32Array(length))
    const carry = kernel.carryAt.value >> 2
    floats.fill(0, carry, carry + 2 * this.shape.layers * (kernel.carryBytes.value >> 2))
    for (let i = blocks.length - 1; i >= 0; i--) {
      const block = blocks[i]!
      const { batch, length, step, first, before } = block
      if (!whole && i < blocks.length - 1) this.forward(sequences, block, i)
      const slopesAt = (hiddenSlopesAt.value >> 2) + first * this.width
      floats.fill(0, slopesAt, slopesAt + batch * length * this.width)
      for (let row = blocks[i + 1]?.batch ?? 0; row < batch; row++)
        floats.set(
          slopes.subarray(row * hidden, (row + 1) * hidden),
          slopesAt + (batch * (length - 1) + row) * this.width,
        )
      kernel.unrollBack(address, batch, length, first, before)
      for (let row = 0; row < batch; row++) {
        const slopes = inputSlopes[row]!
        let to = step * inputs
        let from = (batchInputsAt.value >> 2) + (first + row) * inputWidth.value
        for (let k = 0; k < length; k++, from += batch * inputWidth.value)
          // Rows are short: a loop is faster than views of them.
          for (let i = 0; i < inputs; i++) slopes[to++] = floats[from + i]!
      }
    }
    return inputSlopes
  }

  private get width(): number {
    return this.slot.arena.kernel.hiddenWidth.value
  }

  /** Writes inputs and states of a block, and runs it. */
  private forward(sequences: readonly Floats[], { batch, length, step, first, before }: Block, i: number): void {
    const { inputs } = this.shape
    const { arena, address } = this.slot
    const { floats, kernel } = arena
    const rowLength = kernel.inputWidth.value
    const from = (kernel.batchInputsAt.value >> 2) + first * rowLength
    floats.fill(0, from, from + batch * length * rowLength)
    for (let row = 0; row < batch; row++) {
      const sequence = sequences[row]!
      let at = step * inputs
      let to = from + row * rowLength
      for (let k = 0; k < length; k++, to += batch * rowLength)
        for (let i = 0; i < inputs; i++) floats[to + i] = sequence[at++]!
    }
    const units = batch * this.width
    this.parts(before, (at, part) => floats.set(this.starts[i]!.subarray(part * units, (part + 1) * units), at))
    kernel.unroll(address, batch, length, first, before)
  }

  /** The states after a block of the sequences that go on. */
  private states({ batch, length, before }: Block, going: number): Float32Array {
    const { floats } = this.slot.arena
    const units = going * this.width
    const states = this.zeros(going)
    this.parts(before + batch * length, (at, part) => states.set(floats.subarray(at, at + units), part * units))
    return states
  }

  private zeros(batch: number): Float32Array {
    return new Float32Array(2 * this.shape.layers * batch * this.width)
  }

  /** Visits h and c of each layer at a row of the states. */
  private parts(row: number, visit: (at: number, part: number) => void): void {
    const { batchHiddenAt, batchCellsAt, batchHiddenBytes } = this.slot.arena.kernel
    for (let layer = 0; layer < this.shape.layers; layer++) {
      const at = (address: number) => ((address + layer * batchHiddenBytes.value) >> 2) + row * this.width
      visit(at(batchHiddenAt.value), 2 * layer)
      visit(at(batchCellsAt.value), 2 * layer + 1)
    }
  }
}

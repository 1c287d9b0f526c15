import type { MemorySizes } from '../memory-needed.ts'
import { type Layout, layoutOf } from './layout.ts'
import type { Kernel } from './load.ts'

const pageBytes = 1 << 16

/**
 * A memory that is full grows by a quarter, so that few growths serve many networks; pages that were never written take
 * no RAM.
 */
const growth = 1.25

/**
 * One instance of the kernel and its memory: scratch, then networks of the same sizes in slots of one length.
 *
 * A WebAssembly memory cannot shrink: a freed slot is kept for the next network, and all memory goes with the arena.
 */
export class Arena {
  readonly kernel: Kernel
  readonly layout: Layout
  /** Views of the whole memory and of the scratch. Growth detaches views: read them from here each time. */
  floats = new Float32Array(0)
  inputs = this.floats
  outputs = this.floats
  starts = new Int32Array(0)
  /** Slots in use. */
  used = 0
  readonly sizes: MemorySizes
  private readonly limit: number
  private readonly slotBytes: number
  private readonly freed: number[] = []
  /** The first address that no slot has reached. */
  private end: number

  /**
   * @param kernel a new instance
   * @param limit bytes that its memory may grow to
   */
  constructor(kernel: Kernel, sizes: MemorySizes, limit: number) {
    const { inputs, hidden, layers, outputs, channels, window, windows, storeRows } = sizes
    this.kernel = kernel
    kernel.plan(inputs, hidden, layers, outputs, channels, window, windows, storeRows)
    this.layout = layoutOf(sizes, kernel)
    this.slotBytes = kernel.weightsBytes.value + kernel.memberBytes.value
    this.sizes = sizes
    this.limit = limit
    this.end = kernel.slotsAt.value
  }

  get bytes(): number {
    return this.kernel.memory.buffer.byteLength
  }

  /** The address of a slot full of zeros; undefined if the arena is full. */
  take(): number | undefined {
    const freed = this.freed.pop()
    if (freed === undefined && !this.reserve(this.end + this.slotBytes)) return undefined
    const address = freed ?? this.end
    if (freed === undefined) this.end += this.slotBytes
    else this.floats.fill(0, freed / 4, (freed + this.slotBytes) / 4)
    if (this.floats.buffer !== this.kernel.memory.buffer) this.renewViews()
    this.used++
    return address
  }

  /** Frees a slot. */
  free(address: number): void {
    this.freed.push(address)
    this.used--
  }

  /** Grows the memory to at least `bytes`; false if that is beyond the limit or there is no more. */
  private reserve(bytes: number): boolean {
    if (bytes > this.limit) return false
    if (bytes <= this.bytes) return true
    const generous = Math.min(this.limit, Math.ceil(growth * bytes))
    return this.growTo(generous) || this.growTo(bytes)
  }

  private growTo(bytes: number): boolean {
    try {
      this.kernel.memory.grow(Math.ceil((bytes - this.bytes) / pageBytes))
      return true
    } catch (error) {
      if (error instanceof RangeError) return false
      throw error
    }
  }

  private renewViews(): void {
    const { kernel } = this
    const { channels, inputs, outputs, windows } = this.sizes
    const { buffer } = kernel.memory
    this.floats = new Float32Array(buffer)
    this.inputs = new Float32Array(buffer, kernel.hostInputsAt.value, channels * inputs)
    this.outputs = new Float32Array(buffer, kernel.hostOutputsAt.value, channels * outputs)
    this.starts = new Int32Array(buffer, kernel.startsAt.value, windows)
  }
}

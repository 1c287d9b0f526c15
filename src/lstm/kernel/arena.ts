import type { MemorySizes } from '../memory-needed.ts'
import { type Layout, layoutOf } from './layout.ts'
import type { Kernel } from './load.ts'

const pageBytes = 1 << 16

/** Numbers that say what to do with a member or a window. */
export const orderInts = 4

/**
 * A memory that is full grows by a quarter, so that few growths serve many networks; pages that were never written take
 * no RAM.
 */
const growth = 1.25

/**
 * One instance of the kernel and its memory: scratch, then slots of one length. They hold networks of the same sizes,
 * each of weights and one member; or the weights are shared, lie before them, and each holds a member.
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
  orders = new Int32Array(0)
  levels = this.floats
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
   * @param shared whether the weights are shared
   */
  constructor(kernel: Kernel, sizes: MemorySizes, limit: number, shared = false) {
    const { inputs, hidden, layers, outputs, targets, channels, window, windows, storeRows, members, base } = sizes
    this.kernel = kernel
    kernel.plan(inputs, hidden, layers, outputs, targets, channels, window, windows, storeRows, members, base === true)
    this.layout = layoutOf(sizes, kernel)
    const weights = kernel.weightsBytes.value
    this.slotBytes = kernel.memberBytes.value + (shared ? 0 : weights)
    this.sizes = sizes
    this.limit = limit
    this.end = kernel.slotsAt.value + (shared ? weights : 0)
  }

  get bytes(): number {
    return this.kernel.memory.buffer.byteLength
  }

  /** Makes memory for shared weights; false if there is none. */
  open(): boolean {
    const enough = this.reserve(this.end)
    if (enough) this.renewViews()
    return enough
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
    const { channels, inputs, outputs, windows, members } = this.sizes
    const { buffer } = kernel.memory
    this.floats = new Float32Array(buffer)
    this.inputs = new Float32Array(buffer, kernel.hostInputsAt.value, members * channels * inputs)
    this.outputs = new Float32Array(buffer, kernel.hostOutputsAt.value, members * channels * outputs)
    this.orders = new Int32Array(buffer, kernel.ordersAt.value, orderInts * Math.max(members, windows))
    this.levels = new Float32Array(buffer, kernel.levelsAt.value, outputs)
  }
}

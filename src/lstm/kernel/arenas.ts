import { MemoryError } from '../../errors.ts'
import { arenaBytes, type MemorySizes } from '../memory-needed.ts'
import { Arena } from './arena.ts'
import { instantiate } from './load.ts'

/** The place of one network. */
export interface Slot {
  readonly arena: Arena
  /** Where it begins in the memory of the arena, in bytes. */
  readonly address: number
}

/** All networks of a compiled kernel. Those of the same sizes share an arena, and the next one when it is full. */
export class Arenas {
  private readonly module: WebAssembly.Module
  private readonly limit: number
  private readonly bySizes = new Map<string, Arena[]>()
  /** Frees the slots of networks that were not disposed of, once they are garbage. */
  private readonly abandoned = new FinalizationRegistry<Slot>((slot) => this.release(slot))

  private readonly shared = new Set<Arena>()
  private readonly abandonedShared = new FinalizationRegistry<Arena>((arena) => this.shared.delete(arena))

  /** @param limit bytes that an arena may grow to */
  constructor(module: WebAssembly.Module, limit: number = arenaBytes) {
    this.module = module
    this.limit = limit
  }

  /** How many networks there are, and the bytes of all arenas. */
  get usage(): { networks: number; bytes: number } {
    let [networks, bytes] = [0, 0]
    for (const arena of [...[...this.bySizes.values()].flat(), ...this.shared]) {
      networks += arena.used
      bytes += arena.bytes
    }
    return { networks, bytes }
  }

  /**
   * A slot full of zeros.
   *
   * @param owner when it is garbage, the slot is freed if it was not before
   * @throws ConfigError if there is no memory for another network
   */
  take(sizes: MemorySizes, owner: object): Slot {
    const arenas = this.bySizes.get(keyOf(sizes)) ?? []
    const slot = slotIn(arenas) ?? this.slotInNewArena(sizes, arenas)
    if (!slot) throw this.exhausted()
    this.abandoned.register(owner, slot, owner)
    return slot
  }

  /**
   * An arena for shared weights and their members alone.
   *
   * @param owner when it is garbage, so is the arena
   * @throws ConfigError if there is no memory for it
   */
  takeShared(sizes: MemorySizes, owner: object): Arena {
    const kernel = instantiate(this.module)
    const arena = kernel && new Arena(kernel, sizes, this.limit, true)
    if (!arena?.open()) throw this.exhausted()
    this.shared.add(arena)
    this.abandonedShared.register(owner, arena, owner)
    return arena
  }

  /** A place in an arena of shared weights. */
  join(arena: Arena): number {
    const address = arena.take()
    if (address === undefined) throw this.exhausted()
    return address
  }

  /** Frees an arena of shared weights. */
  freeShared(arena: Arena, owner: object): void {
    this.abandonedShared.unregister(owner)
    this.shared.delete(arena)
  }

  /** Frees a slot, once. */
  free(slot: Slot, owner: object): void {
    this.abandoned.unregister(owner)
    this.release(slot)
  }

  private release({ arena, address }: Slot): void {
    arena.free(address)
    if (arena.used > 0) return
    // The memory goes with the arena.
    const key = keyOf(arena.sizes)
    const others = this.bySizes.get(key)!.filter((other) => other !== arena)
    if (others.length > 0) this.bySizes.set(key, others)
    else this.bySizes.delete(key)
  }

  private slotInNewArena(sizes: MemorySizes, arenas: readonly Arena[]): Slot | undefined {
    const kernel = instantiate(this.module)
    const arena = kernel && new Arena(kernel, sizes, this.limit)
    const slot = arena && slotIn([arena])
    if (slot) this.bySizes.set(keyOf(sizes), [...arenas, slot.arena])
    return slot
  }

  private exhausted(): MemoryError {
    const { networks, bytes } = this.usage
    const taken = `${networks.toLocaleString('en')} networks take ${Math.ceil(bytes / (1 << 20)).toLocaleString('en')} MiB`
    const cure = 'dispose of networks that are no longer needed, run fewer series, or choose a smaller memory or hidden'
    return new MemoryError([
      { where: 'lstm:', message: `expected memory for another network, got none: ${taken}; ${cure}` },
    ])
  }
}

function slotIn(arenas: readonly Arena[]): Slot | undefined {
  for (const arena of arenas) {
    const address = arena.take()
    if (address !== undefined) return { arena, address }
  }
  return undefined
}

const keyOf = ({
  inputs,
  hidden,
  layers,
  outputs,
  targets,
  channels,
  window,
  windows,
  storeRows,
  members,
  base,
}: MemorySizes) =>
  [inputs, hidden, layers, outputs, targets, channels, window, windows, storeRows, members, base === true].join()

import type { Engine, EngineOptions } from './engine.ts'
import { Arenas } from './kernel/arenas.ts'
import { KernelEngine } from './kernel/kernel-engine.ts'
import { KernelSequences } from './kernel/kernel-sequences.ts'
import { compileKernel } from './kernel/load.ts'
import { ReferenceEngine } from './reference-engine.ts'
import { ReferenceSequences } from './reference-sequences.ts'
import type { SequenceEngine, SequenceEngineOptions } from './sequence-engine.ts'

/**
 * Shared by a process: compiling takes milliseconds, and networks share memory. It affects no number.
 */
const kernel: { arenas: Arenas | undefined; warned: boolean } = { arenas: undefined, warned: false }

/**
 * The engine asked for, or the reference if there is no WebAssembly SIMD, with one warning on the console.
 *
 * @param shared whether more than one member is going to join
 * @throws ConfigError if there is no memory for another network
 */
export function createEngine(kind: 'wasm' | 'reference', options: EngineOptions, shared = false): Engine {
  if (kind === 'reference') return new ReferenceEngine(options)
  const arenas = arenasOrWarning()
  return arenas ? new KernelEngine(options, arenas, shared) : new ReferenceEngine(options)
}

/** The same for whole sequences. */
export function createSequenceEngine(kind: 'wasm' | 'reference', options: SequenceEngineOptions): SequenceEngine {
  const arenas = kind === 'reference' ? undefined : arenasOrWarning()
  return arenas ? new KernelSequences(options, arenas) : new ReferenceSequences(options)
}

/** @returns the number of networks of the kernel in this process, and the bytes of memory that they share */
export const networksInUse = (): { networks: number; bytes: number } =>
  kernel.arenas?.usage ?? { networks: 0, bytes: 0 }

function arenasOrWarning(): Arenas | undefined {
  kernel.arenas ??= loadArenas()
  if (!kernel.arenas && !kernel.warned) {
    console.warn(
      'rxcast lstm: expected WebAssembly with SIMD, got none; the reference engine runs instead, about ten times slower',
    )
    kernel.warned = true
  }
  return kernel.arenas
}

function loadArenas(): Arenas | undefined {
  const module = compileKernel()
  return module && new Arenas(module)
}

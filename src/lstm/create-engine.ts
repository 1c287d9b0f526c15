import type { Engine, EngineOptions } from './engine.ts'
import { KernelEngine } from './kernel/kernel-engine.ts'
import { loadKernel } from './kernel/load.ts'
import { ReferenceEngine } from './reference-engine.ts'
import { warnOnce } from './warn-once.ts'

/** The engine asked for; where there is no WebAssembly SIMD it is always the reference, and that is said once. */
export function createEngine(kind: 'wasm' | 'reference', options: EngineOptions): Engine {
  if (kind === 'reference') return new ReferenceEngine(options)
  const kernel = loadKernel()
  if (kernel) return new KernelEngine(options, kernel)
  warnOnce(
    'rxcast lstm: expected WebAssembly with SIMD, got none; the slow engine runs instead, to some ten times the time',
  )
  return new ReferenceEngine(options)
}

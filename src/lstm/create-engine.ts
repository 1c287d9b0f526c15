import type { Engine, EngineOptions } from './engine.ts'
import { ReferenceEngine } from './reference-engine.ts'

/** The engine asked for. */
export function createEngine(_kind: 'wasm' | 'reference', options: EngineOptions): Engine {
  return new ReferenceEngine(options)
}

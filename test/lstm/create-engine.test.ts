import { afterEach, describe, expect, it, vi } from 'vitest'
import { createEngine } from '../../src/lstm/create-engine.ts'

const options = {
  inputs: 1,
  hidden: 2,
  layers: 1,
  outputs: 1,
  channels: 1,
  memory: 8,
  window: 2,
  windows: 1,
  loss: 'huber',
  clipNorm: 1,
} as const

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe('createEngine', () => {
  it('makes the engine asked for', () => {
    expect(createEngine('wasm', options).kind).toBe('wasm')
    expect(createEngine('reference', options).kind).toBe('reference')
  })

  it('falls back on the reference where there is no WebAssembly, and says so once', () => {
    const said = vi.spyOn(console, 'warn').mockImplementation(() => {})
    vi.stubGlobal('WebAssembly', undefined)
    expect(createEngine('wasm', options).kind).toBe('reference')
    expect(createEngine('wasm', options).kind).toBe('reference')
    expect(said).toHaveBeenCalledTimes(1)
    expect(said.mock.calls[0]![0]).toMatch(/WebAssembly with SIMD/)
  })
})

import { afterEach, describe, expect, it, vi } from 'vitest'
import { createEngine, networksInUse } from '../../src/lstm/create-engine.ts'

const options = {
  inputs: 1,
  hidden: 2,
  layers: 1,
  outputs: 1,
  targets: 1,
  channels: 1,
  storeRows: 8,
  window: 2,
  windows: 1,
  members: 1,
  loss: 'huber',
  clipNorm: 1,
} as const

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe('createEngine', () => {
  // First: once the kernel has been compiled it stays.
  it('falls back on the reference without WebAssembly, and warns once', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    vi.stubGlobal('WebAssembly', undefined)
    expect(createEngine('wasm', options).kind).toBe('reference')
    expect(createEngine('wasm', options).kind).toBe('reference')
    expect(warn).toHaveBeenCalledTimes(1)
    expect(warn.mock.calls[0]![0]).toMatch(/WebAssembly with SIMD/)
  })

  it('counts the networks in use', () => {
    expect(networksInUse()).toEqual({ networks: 0, bytes: 0 })
    const engine = createEngine('wasm', options)
    expect(networksInUse().networks).toBe(1)
    expect(networksInUse().bytes).toBeGreaterThan(0)
    engine.dispose()
    expect(networksInUse()).toEqual({ networks: 0, bytes: 0 })
  })

  it('creates the requested engine', () => {
    expect(createEngine('wasm', options).kind).toBe('wasm')
    expect(createEngine('reference', options).kind).toBe('reference')
  })

  it('compiles the kernel once', () => {
    const compile = vi.spyOn(WebAssembly, 'Module')
    for (let rows = 8; rows < 12; rows++) createEngine('wasm', { ...options, storeRows: rows })
    expect(compile).not.toHaveBeenCalled()
  })
})

import { Buffer } from 'node:buffer'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { compileKernel, instantiate } from '../../../src/lstm/kernel/load.ts'
import { bytes } from '../../../src/lstm/kernel/module.generated.ts'

afterEach(() => vi.unstubAllGlobals())

describe('compileKernel', () => {
  it('needs no imports', () => {
    expect(WebAssembly.Module.imports(compileKernel()!)).toEqual([])
  })

  it('is under 40 KB', () => {
    expect(Buffer.from(bytes, 'base64').length).toBeLessThan(40_000)
  })

  it('is undefined without WebAssembly', () => {
    vi.stubGlobal('WebAssembly', undefined)
    expect(compileKernel()).toBeUndefined()
  })

  it('is undefined if the engine lacks the instructions', () => {
    // An empty module, but of a version from the future: it does not validate.
    expect(compileKernel(Buffer.from([0, 0x61, 0x73, 0x6d, 9, 0, 0, 0]).toString('base64'))).toBeUndefined()
  })
})

describe('instantiate', () => {
  it('gives each instance a memory of its own', () => {
    const module = compileKernel()!
    expect(instantiate(module)!.memory.buffer).not.toBe(instantiate(module)!.memory.buffer)
  })
})

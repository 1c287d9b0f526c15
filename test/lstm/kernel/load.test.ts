import { Buffer } from 'node:buffer'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { loadKernel } from '../../../src/lstm/kernel/load.ts'
import { bytes } from '../../../src/lstm/kernel/module.generated.ts'

afterEach(() => vi.unstubAllGlobals())

describe('loadKernel', () => {
  it('gives each caller a memory of its own', () => {
    const [one, other] = [loadKernel()!, loadKernel()!]
    expect(one.memory.buffer).not.toBe(other.memory.buffer)
  })

  it('asks for nothing from outside: the module is whole', () => {
    expect(WebAssembly.Module.imports(new WebAssembly.Module(Buffer.from(bytes, 'base64')))).toEqual([])
  })

  it('is under 40 KB', () => {
    expect(Buffer.from(bytes, 'base64').length).toBeLessThan(40_000)
  })

  it('is silent where there is no WebAssembly', () => {
    vi.stubGlobal('WebAssembly', undefined)
    expect(loadKernel()).toBeUndefined()
  })

  it('is silent where the engine does not know the instructions', () => {
    // An empty module, but for a version from the future: it does not validate.
    expect(loadKernel(Buffer.from([0, 0x61, 0x73, 0x6d, 9, 0, 0, 0]).toString('base64'))).toBeUndefined()
  })
})

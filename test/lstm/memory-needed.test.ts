import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadKernel } from '../../src/lstm/kernel/load.ts'
import { memoryNeeded } from '../../src/lstm/memory-needed.ts'

describe('memoryNeeded', () => {
  it('is what the kernel lays out, to the byte', () => {
    const upTo = (max: number) => fc.integer({ min: 1, max })
    const shapes = fc.record({
      ...{ inputs: upTo(40), hidden: upTo(40), layers: upTo(3), outputs: upTo(40) },
      ...{ channels: upTo(5), window: upTo(9), windows: upTo(6), memory: upTo(50) },
    })
    fc.assert(
      fc.property(shapes, (sizes) => {
        const { inputs, hidden, layers, outputs, channels, window, windows, memory } = sizes
        const kernel = loadKernel()!
        kernel.plan(inputs, hidden, layers, outputs, channels, window, windows, memory)
        const { network, batch, rows } = memoryNeeded(sizes)
        const begin = kernel.parametersAt.value
        expect(network + batch).toBe(kernel.storeAt.value - begin)
        expect(rows).toBe(kernel.rowBytes.value * memory)
        // The module's own constants: options.ts leaves a page for them.
        expect(begin).toBeLessThan(2 ** 16)
      }),
      { numRuns: 60 },
    )
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadKernel } from '../../../src/lstm/kernel/load.ts'
import { parameterMap } from '../../../src/lstm/kernel/parameter-map.ts'
import { parameterCount } from '../../../src/lstm/shape.ts'

describe('parameterMap', () => {
  it('gives each parameter a float of its own within the kernel’s room', () => {
    const shapes = fc.record({
      inputs: fc.integer({ min: 1, max: 40 }),
      hidden: fc.integer({ min: 1, max: 40 }),
      layers: fc.integer({ min: 1, max: 3 }),
      outputs: fc.integer({ min: 1, max: 20 }),
    })
    fc.assert(
      fc.property(shapes, (shape) => {
        const kernel = loadKernel()!
        kernel.plan(shape.inputs, shape.hidden, shape.layers, shape.outputs, 1, 1, 1, 4)
        const map = parameterMap(shape, kernel)
        expect(map.length).toBe(parameterCount(shape))
        expect(new Set(map).size).toBe(map.length)
        expect(Math.min(...map)).toBe(0)
        expect(Math.max(...map)).toBeLessThan(kernel.parameterBytes.value / 4)
      }),
      { numRuns: 40 },
    )
  })
})

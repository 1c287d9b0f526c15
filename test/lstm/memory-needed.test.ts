import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileKernel, instantiate } from '../../src/lstm/kernel/load.ts'
import { constantBytes, memoryNeeded } from '../../src/lstm/memory-needed.ts'

const module = compileKernel()!

describe('memoryNeeded', () => {
  it('equals the kernel’s plan, to the byte', () => {
    const upTo = (max: number) => fc.integer({ min: 1, max })
    const shapes = fc.record({
      ...{ inputs: upTo(40), hidden: upTo(40), layers: upTo(3), targets: upTo(40), perTarget: upTo(3) },
      ...{ channels: upTo(5), window: upTo(9), windows: upTo(6), storeRows: upTo(50), members: upTo(9) },
      base: fc.boolean(),
    })
    fc.assert(
      fc.property(shapes, (shape) => {
        const sizes = { ...shape, outputs: shape.targets * shape.perTarget }
        const { inputs, hidden, layers, outputs, targets, channels, window, windows, storeRows, members, base } = sizes
        const kernel = instantiate(module)!
        kernel.plan(inputs, hidden, layers, outputs, targets, channels, window, windows, storeRows, members, base)
        const { weights, states, rows, scratch } = memoryNeeded(sizes)
        expect(weights).toBe(kernel.weightsBytes.value)
        expect(states).toBe(kernel.storeAt.value)
        expect(states + rows).toBe(kernel.memberBytes.value)
        expect(scratch).toBe(kernel.slotsAt.value - kernel.gradientAt.value)
        expect(kernel.gradientAt.value).toBeLessThan(constantBytes)
      }),
      { numRuns: 60 },
    )
  })
})

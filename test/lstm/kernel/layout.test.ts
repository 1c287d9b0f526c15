import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { layoutOf } from '../../../src/lstm/kernel/layout.ts'
import { compileKernel, instantiate } from '../../../src/lstm/kernel/load.ts'
import { parameterCount } from '../../../src/lstm/shape.ts'

const module = compileKernel()!

describe('layoutOf', () => {
  it('gives each number of a network a separate place within its part', () => {
    const upTo = (max: number) => fc.integer({ min: 1, max })
    const shapes = fc.record({
      ...{ inputs: upTo(40), hidden: upTo(40), layers: upTo(3), targets: upTo(20), perTarget: upTo(3) },
      base: fc.boolean(),
      ...{
        channels: upTo(4),
        window: fc.constant(1),
        windows: fc.constant(1),
        storeRows: upTo(5),
        members: fc.constant(1),
      },
    })
    fc.assert(
      fc.property(shapes, (shape) => {
        const sizes = { ...shape, outputs: shape.targets * shape.perTarget }
        const { inputs, hidden, layers, outputs, targets, channels, window, windows, storeRows, base } = sizes
        const kernel = instantiate(module)!
        kernel.plan(inputs, hidden, layers, outputs, targets, channels, window, windows, storeRows, 1, base)
        const layout = layoutOf(sizes, kernel)
        const states = 2 * layers * channels * hidden
        for (const [map, length, room] of [
          [layout.parameterMap, parameterCount(sizes), kernel.parameterBytes.value / 4],
          [layout.stateMap, states, layout.state],
          [layout.rowMap, channels * (inputs + targets + (base ? 2 * outputs : 0)), layout.row],
        ] as const) {
          expect(map.length).toBe(length)
          expect(new Set(map).size).toBe(length)
          expect(Math.min(...map)).toBe(0)
          expect(Math.max(...map)).toBeLessThan(room)
        }
        const { first, second, weights, states: ring, state, store, member, row } = layout
        for (const parts of [
          [0, first, second, weights],
          [0, store, member],
        ])
          expect(parts).toEqual(parts.toSorted((a, b) => a - b))
        expect(ring).toBe(0)
        expect(store - ring).toBeGreaterThanOrEqual((window + 2) * state)
        expect(member - store).toBeGreaterThanOrEqual(storeRows * row)
      }),
      { numRuns: 40 },
    )
  })
})

import { describe, expect, it } from 'vitest'
import { initialize } from '../../src/lstm/initialize.ts'
import { Random } from '../../src/lstm/random.ts'
import { biasesAt, filterBiasesAt, filtersAt, headAt, queriesAt, weightsAt } from '../../src/lstm/shape.ts'

describe('initialize', () => {
  const shape = { inputs: 3, hidden: 16, layers: 2, outputs: 4 }
  const parameters = initialize(shape, 1, new Random(5))

  it('draws weights within ±1/√hidden, over the whole range', () => {
    for (const layer of [0, 1]) {
      const weights = parameters.subarray(weightsAt(shape, layer), biasesAt(shape, layer))
      expect(Math.max(...weights)).toBeLessThanOrEqual(0.25)
      expect(Math.min(...weights)).toBeGreaterThanOrEqual(-0.25)
      // The variance of a uniform of width ½ is 1/48.
      const variance = weights.reduce((sum, w) => sum + w * w, 0) / weights.length
      expect(variance).toBeGreaterThan(0.8 / 48)
      expect(variance).toBeLessThan(1.2 / 48)
    }
  })

  it('opens the forget gates and leaves the other biases at zero', () => {
    for (const layer of [0, 1]) {
      const at = biasesAt(shape, layer)
      expect([...parameters.subarray(at, at + 64)]).toEqual(
        Array.from({ length: 64 }, (_, i) => (i >> 4 === 1 ? 1 : 0)),
      )
    }
  })

  it('starts with a head of zeros', () => {
    expect(parameters.subarray(headAt(shape)).every((w) => w === 0)).toBe(true)
  })

  it('draws filters by what they see, and queries and keys as the layers, after them', () => {
    const front = { convolution: { filters: 8, width: 3 }, attention: { steps: 4 } }
    const more = { ...shape, front }
    const wide = initialize(more, 1, new Random(5))
    const most = (from: number, to?: number) => Math.max(...wide.subarray(from, to).map(Math.abs))
    expect(most(filtersAt(more), filterBiasesAt(more))).toBeLessThanOrEqual(1 / 3)
    expect(most(filtersAt(more), filterBiasesAt(more))).toBeGreaterThan(0.3)
    expect(most(filterBiasesAt(more), queriesAt(more))).toBe(0)
    expect(most(queriesAt(more))).toBeGreaterThan(0.24)
    expect(most(queriesAt(more))).toBeLessThanOrEqual(0.25)
  })

  it('is the same for the same seed', () => {
    expect(initialize(shape, 1, new Random(5))).toEqual(parameters)
    expect(initialize(shape, 1, new Random(6))).not.toEqual(parameters)
  })
})

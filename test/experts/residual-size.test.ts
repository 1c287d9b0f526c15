import { describe, expect, it } from 'vitest'
import { ResidualSize } from '../../src/experts/residual-size.ts'

describe('ResidualSize', () => {
  it('starts at 1, with the weight of thirty residuals', () => {
    const sizes = new ResidualSize(2)
    expect([sizes.of(0), sizes.of(1)]).toEqual([1, 1])
    sizes.add(1, 3, 6)
    expect([sizes.of(0), sizes.of(1)]).toEqual([1, Math.sqrt((30 + 9) / 31)])
  })

  it('tends to the root mean square of its input, for each lead', () => {
    const sizes = new ResidualSize(2)
    for (let t = 0; t < 30_000; t++) {
      sizes.add(0, t % 2 === 0 ? 3 : -4, 6)
      sizes.add(1, 0.1, 6)
    }
    expect(sizes.of(0)).toBeCloseTo(Math.sqrt(12.5), 2)
    expect(sizes.of(1)).toBeCloseTo(0.1, 1)
  })

  it('limits a spike of either sign to the largest factor', () => {
    const [spike, cut] = [new ResidualSize(1), new ResidualSize(1)]
    spike.add(0, -1e9, 6)
    cut.add(0, 6, 6)
    expect(spike.of(0)).toBe(cut.of(0))
  })
})

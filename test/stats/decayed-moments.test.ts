import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DecayedMoments } from '../../src/stats/decayed-moments.ts'

describe('DecayedMoments', () => {
  it('weighs 0 and 3 as 1/2 and 1 when the half-life is 1', () => {
    const moments = new DecayedMoments(1)
    moments.add(0)
    moments.add(3)
    expect(moments.mean).toBeCloseTo(2, 12)
    // (1/2 · 4 + 1 · 1) ÷ 3/2
    expect(moments.variance).toBeCloseTo(2, 12)
  })

  it('agrees with the weighted sums written out', () => {
    const numbers = fc.array(fc.double({ min: -1000, max: 1000, noNaN: true }), { minLength: 1, maxLength: 50 })
    fc.assert(
      fc.property(numbers, fc.double({ min: 0.5, max: 500, noNaN: true }), (xs, halfLife) => {
        const moments = new DecayedMoments(halfLife)
        for (const x of xs) moments.add(x)
        const weights = xs.map((_, i) => 0.5 ** ((xs.length - 1 - i) / halfLife))
        const total = weights.reduce((sum, w) => sum + w, 0)
        const mean = xs.reduce((sum, x, i) => sum + weights[i]! * x, 0) / total
        const variance = xs.reduce((sum, x, i) => sum + weights[i]! * (x - mean) ** 2, 0) / total
        expect(Math.abs(moments.mean - mean)).toBeLessThan(1e-8)
        expect(Math.abs(moments.variance - variance)).toBeLessThan(1e-5)
      }),
    )
  })

  it('has deviation 0, exactly, on a constant', () => {
    const moments = new DecayedMoments(20)
    for (let i = 0; i < 1000; i++) moments.add(0.1)
    expect([moments.mean, moments.deviation]).toEqual([0.1, 0])
  })
})

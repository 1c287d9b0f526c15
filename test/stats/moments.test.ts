import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Moments } from '../../src/stats/moments.ts'

describe('Moments', () => {
  it('gives mean 5 and deviation 2 for the textbook numbers', () => {
    const moments = new Moments()
    for (const x of [2, 4, 4, 4, 5, 5, 7, 9]) moments.add(x)
    expect([moments.mean, moments.deviation, moments.count]).toEqual([5, 2, 8])
  })

  it('agrees with the two-pass formula', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 }), (numbers) => {
        const moments = new Moments()
        for (const x of numbers) moments.add(x)
        const mean = numbers.reduce((sum, x) => sum + x, 0) / numbers.length
        const variance = numbers.reduce((sum, x) => sum + (x - mean) ** 2, 0) / numbers.length
        expect(Math.abs(moments.mean - mean)).toBeLessThanOrEqual(1e-9 * 1e6)
        expect(Math.abs(moments.variance - variance)).toBeLessThanOrEqual(1e-9 * 1e12)
      }),
    )
  })

  it('has deviation 0, exactly, on a constant', () => {
    const moments = new Moments()
    for (let i = 0; i < 1000; i++) moments.add(0.1)
    expect(moments.deviation).toBe(0)
  })

  it('keeps small deviations beside a large mean', () => {
    const moments = new Moments()
    for (const x of [1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]) moments.add(x)
    expect(moments.variance).toBe(22.5)
  })
})

import { describe, expect, it } from 'vitest'
import { studentTwoSided } from '../../src/stats/student-t.ts'

describe('studentTwoSided', () => {
  it('agrees with the table of critical values', () => {
    // t at which both tails together hold p (any textbook's table, three decimals).
    const table = [
      [12.706, 1, 0.05],
      [4.303, 2, 0.05],
      [2.228, 10, 0.05],
      [3.169, 10, 0.01],
      [2.042, 30, 0.05],
      [2.75, 30, 0.01],
      [1.98, 120, 0.05],
    ] as const
    for (const [t, freedom, p] of table) expect(Math.abs(studentTwoSided(t, freedom) - p)).toBeLessThan(2e-4)
  })

  it('is exact for closed forms: one degree is Cauchy, two have a square root', () => {
    expect(studentTwoSided(1, 1)).toBeCloseTo(0.5, 10)
    for (const t of [0.1, 1, 3, 20]) {
      expect(studentTwoSided(t, 1)).toBeCloseTo(1 - (2 / Math.PI) * Math.atan(t), 10)
      expect(studentTwoSided(t, 2)).toBeCloseTo(1 - t / Math.sqrt(2 + t * t), 10)
    }
  })

  it('is 1 at zero, even in t, and Gaussian in the limit', () => {
    expect(studentTwoSided(0, 7)).toBe(1)
    expect(studentTwoSided(-1.3, 7)).toBe(studentTwoSided(1.3, 7))
    expect(studentTwoSided(1.959964, 1e6)).toBeCloseTo(0.05, 5)
  })
})

import { describe, expect, it } from 'vitest'
import { Random } from '../../src/lstm/random.ts'
import { RunningPercentile } from '../../src/outcomes/running-percentile.ts'

describe('RunningPercentile', () => {
  it('is unknown before the first number, and exact up to the fifth', () => {
    const median = new RunningPercentile(0.5)
    expect(median.value).toBeNaN()
    const seen = [5, 1, 4, 2, 3].map((x) => {
      median.add(x)
      return median.value
    })
    expect(seen).toEqual([5, 5, 4, 4, 3])
  })

  it('is near the percentile of many numbers, whether even, skewed or mostly equal', () => {
    const random = new Random(1)
    for (const of of [(u: number) => u, (u: number) => 1 / (1.01 - u), (u: number) => Math.max(0, u - 0.7)]) {
      const percentile = new RunningPercentile(0.9)
      for (let t = 0; t < 5000; t++) percentile.add(of(random.uniform()))
      expect(percentile.value).toBeGreaterThan(of(0.87))
      expect(percentile.value).toBeLessThan(of(0.93))
    }
  })
})

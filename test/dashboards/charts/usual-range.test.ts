import { describe, expect, it } from 'vitest'
import { usualRange } from '../../../dashboards/charts/usual-range.ts'

const wave = Array.from({ length: 120 }, (_, i) => 10 + 2 * Math.sin(i / 5))

describe('the usual range', () => {
  it('excludes a spike, with some margin around the rest', () => {
    const [low, high] = usualRange(wave.with(60, 1000))!
    expect(low).toBeLessThan(8)
    expect(low).toBeGreaterThan(4)
    expect(high).toBeGreaterThan(12)
    expect(high).toBeLessThan(16)
  })

  it('is undefined without outliers, for equal values, and for a few values', () => {
    expect(usualRange(wave)).toBeNull()
    expect(usualRange(wave.map(() => 5))).toBeNull()
    expect(usualRange([1, 2, 1, 2, 1000])).toBeNull()
  })

  it('ignores gaps', () => {
    expect(usualRange(wave.with(60, 1000).flatMap((value) => [value, null]))).toEqual(usualRange(wave.with(60, 1000)))
  })
})

import { describe, expect, it } from 'vitest'
import { clipFactor, globalNorm } from '../../src/lstm/clip.ts'

describe('clip', () => {
  it('takes the norm over all numbers together', () => {
    expect(globalNorm(Float64Array.of(2, -3, 6))).toBe(7)
  })

  it('leaves a short gradient alone and cuts a long one to the limit', () => {
    expect(clipFactor(0.4, 1)).toBe(1)
    expect(clipFactor(0, 1)).toBe(1)
    expect(8 * clipFactor(8, 2)).toBeCloseTo(2, 5)
  })

  it('shows what is not finite', () => {
    expect(globalNorm(Float64Array.of(1, Number.NaN))).toBeNaN()
    expect(globalNorm(Float64Array.of(1, Number.POSITIVE_INFINITY))).toBe(Number.POSITIVE_INFINITY)
  })
})

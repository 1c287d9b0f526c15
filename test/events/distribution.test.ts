import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deviations, mostDeviations, probabilityBeyond, type Spread } from '../../src/events/distribution.ts'
import { gaussianQuantile } from '../../src/stats/gaussian-quantile.ts'
import '../property-seed.ts'

const levels = [0.8, 0.95]
const spread = (point: number, lower: readonly number[], upper: readonly number[]): Spread => ({
  values: Float64Array.of(point),
  levels,
  lower: lower.map((end) => Float64Array.of(end)),
  upper: upper.map((end) => Float64Array.of(end)),
})
const [z80, z95] = levels.map((level) => gaussianQuantile((1 + level) / 2)) as [number, number]
const normal = spread(20, [20 - 2 * z80, 20 - 2 * z95], [20 + 2 * z80, 20 + 2 * z95])

describe('the distribution of a forecast', () => {
  it('is normal if its intervals are', () => {
    for (const z of [-6, -2, -1.5, -0.3, 0, 0.7, 1.9, 4]) expect(deviations(normal, 0, 20 + 2 * z)).toBeCloseTo(z, 9)
    expect(probabilityBeyond(normal, 0, 22, 1)).toBeCloseTo(0.158655, 5)
    expect(probabilityBeyond(normal, 0, 22, -1)).toBeCloseTo(0.841345, 5)
    expect(probabilityBeyond(normal, 0, 16, -1)).toBeCloseTo(0.02275, 5)
  })

  it('has the ends of its intervals as quantiles, and a wider tail beyond a wide last one', () => {
    const skewed = spread(10, [9, 8], [12, 20])
    expect(probabilityBeyond(skewed, 0, 12, 1)).toBeCloseTo(0.1, 3)
    expect(probabilityBeyond(skewed, 0, 20, 1)).toBeCloseTo(0.025, 3)
    expect(probabilityBeyond(skewed, 0, 9, -1)).toBeCloseTo(0.1, 3)
    const slope = 8 / (z95 - z80)
    expect(deviations(skewed, 0, 20 + slope)).toBeCloseTo(z95 + 1, 9)
    // The last two ends are as near as if nothing were beyond: the whole side says how wide the tail is.
    const narrow = spread(10, [9, 9], [12, 12])
    expect(deviations(narrow, 0, 14)).toBeCloseTo(z95 + (2 * z95) / 2, 9)
  })

  it('counts what lies on the limit as neither above nor below', () => {
    const zeros = spread(0, [0, 0], [0, 3])
    expect(probabilityBeyond(zeros, 0, 0, 1)).toBeCloseTo(0.1, 3)
    expect(probabilityBeyond(zeros, 0, 0, -1)).toBe(0)
    expect(deviations(zeros, 0, 0)).toBe(0)
    expect(deviations(zeros, 0, -1)).toBe(-mostDeviations)
    const one = spread(1, [0, 0], [2, 3])
    expect(probabilityBeyond(one, 0, 0, 1)).toBeCloseTo(0.9, 3)
  })

  it('knows nothing of missing numbers, and takes rounding for no difference', () => {
    expect(deviations(normal, 0, Number.NaN)).toBeNaN()
    expect(deviations(spread(Number.NaN, [0, 0], [1, 1]), 0, 1)).toBeNaN()
    expect(deviations(spread(0, [Number.NaN, Number.NaN], [Number.NaN, Number.NaN]), 0, 1)).toBeNaN()
    expect(probabilityBeyond(spread(Number.NaN, [0, 0], [1, 1]), 0, 1, 1)).toBeNaN()
    const flat = spread(0.3, [0.3, 0.3], [0.3, 0.3])
    expect(deviations(flat, 0, 0.1 + 0.2)).toBe(0)
    expect(deviations(flat, 0, 0.31)).toBe(mostDeviations)
  })

  it('is one: probabilities fall with the limit, and both sides are at most 1', () => {
    const distance = fc.double({ min: 0, max: 5, noNaN: true })
    const limit = fc.double({ min: -20, max: 20, noNaN: true })
    fc.assert(
      fc.property(fc.tuple(distance, distance, distance, distance), limit, limit, ([a, b, c, d], one, two) => {
        const some = spread(0, [-a, -a - b], [c, c + d])
        const [low, high] = one < two ? [one, two] : [two, one]
        expect(probabilityBeyond(some, 0, high, 1)).toBeLessThanOrEqual(probabilityBeyond(some, 0, low, 1) + 1e-7)
        expect(probabilityBeyond(some, 0, low, -1)).toBeLessThanOrEqual(probabilityBeyond(some, 0, high, -1) + 1e-7)
        const both = probabilityBeyond(some, 0, low, 1) + probabilityBeyond(some, 0, low, -1)
        expect(both).toBeLessThanOrEqual(1 + 1e-6)
        expect(deviations(some, 0, low)).toBeLessThanOrEqual(deviations(some, 0, high))
      }),
    )
  })
})

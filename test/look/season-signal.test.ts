import { describe, expect, it } from 'vitest'
import { changes, covariance, withoutSeason, withoutTrend } from '../../src/look/season-signal.ts'

const series = (length: number, value: (t: number) => number) => Float64Array.from({ length }, (_, t) => value(t))
const shape = [-2, 0, 1, 1]

describe('withoutTrend', () => {
  it('removes a straight line and keeps a season of even and of odd length, also at the ends', () => {
    const even = withoutTrend(
      series(20, (t) => 5 * t + shape[t % 4]!),
      4,
    )
    even.forEach((value, t) => {
      expect(value).toBeCloseTo(shape[t % 4]!, 9)
    })
    const odd = withoutTrend(
      series(21, (t) => 100 - t + [1, 0, -1][t % 3]!),
      3,
    )
    odd.forEach((value, t) => {
      expect(value).toBeCloseTo([1, 0, -1][t % 3]!, 9)
    })
  })

  it('gives each phase of a shorter season a movement of its own', () => {
    // Values that rise at every second step only have neither a trend nor a season left.
    const rest = withoutTrend(
      series(48, (t) => (t % 2) * t),
      8,
      2,
    )
    rest.forEach((value) => {
      expect(value).toBeCloseTo(0, 9)
    })
  })

  it('keeps missing values missing, and draws outliers in', () => {
    const values = series(200, (t) => (t === 7 ? Number.NaN : t === 50 ? 1e6 : t % 4))
    const rest = withoutTrend(values, 4)
    expect(rest[7]).toBeNaN()
    expect(Math.max(...rest.filter((value) => !Number.isNaN(value)))).toBeLessThan(10)
  })
})

describe('withoutSeason', () => {
  it('subtracts the mean of each phase', () => {
    expect(withoutSeason(Float64Array.of(1, 10, 3, Number.NaN, 5, 20), 2)).toEqual(
      Float64Array.of(-2, -5, 0, Number.NaN, 2, 5),
    )
  })
})

describe('covariance', () => {
  it('is the mean product over the known pairs', () => {
    expect(covariance(Float64Array.of(1, 2, 3, Number.NaN, 5), 1)).toBe(4)
    expect(covariance(Float64Array.of(1, 2), 2)).toBeNaN()
  })
})

describe('changes', () => {
  it('are differences from step to step', () => {
    expect(changes(Float64Array.of(1, 4, Number.NaN, 2))).toEqual(
      Float64Array.of(Number.NaN, 3, Number.NaN, Number.NaN),
    )
  })
})

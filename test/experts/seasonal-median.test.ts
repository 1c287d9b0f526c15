import { describe, expect, it } from 'vitest'
import { SeasonalMedian } from '../../src/experts/seasonal-median.ts'

const shape = { channels: 1, covariates: 0, leads: [1, 2] }
const forecastAfter = (values: readonly number[], missingAt: readonly number[] = []) => {
  const expert = new SeasonalMedian(shape, 2, 3)
  values.forEach((value, t) => {
    const missing = Uint8Array.of(missingAt.includes(t) ? 1 : 0)
    expert.learn({ time: t, values: Float64Array.of(value), missing, covariates: new Float64Array(0) })
  })
  const out = new Float64Array(2)
  expert.forecast(out)
  return [...out]
}

describe('SeasonalMedian', () => {
  it('is the median of the last values of the same phase', () => {
    expect(forecastAfter([1, 10, 3, 900, 2, 30])).toEqual([2, 30])
    expect(forecastAfter([1, 10, 3, 20])).toEqual([2, 15])
  })

  it('forgets what is older than its seasons', () => {
    expect(forecastAfter([500, 10, 500, 10, 1, 10, 2, 10, 3, 10])).toEqual([2, 10])
  })

  it('leaves missing values out, and sleeps for a phase without any', () => {
    expect(forecastAfter([1, 10, 77, 20, 3, 30], [2])).toEqual([2, 20])
    expect(forecastAfter([1])).toEqual([Number.NaN, 1])
  })
})

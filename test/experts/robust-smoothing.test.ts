import { describe, expect, it } from 'vitest'
import { RobustSmoothing } from '../../src/experts/robust-smoothing.ts'

const shape = { channels: 1, covariates: 0, leads: [1, 2] }
const options = { level: 0.5, season: 0.5, clip: 1 }

/** @param values NaN is missing, with 1000 to stand in */
function forecastAfter(values: readonly number[]): number[] {
  const expert = new RobustSmoothing(shape, 2, options)
  values.forEach((value, t) => {
    const missing = Uint8Array.of(Number.isNaN(value) ? 1 : 0)
    const values = Float64Array.of(Number.isNaN(value) ? 1000 : value)
    expert.learn({ time: t, values, missing, covariates: new Float64Array(0) })
  })
  const out = new Float64Array(2)
  expert.forecast(out)
  return [...out]
}

describe('RobustSmoothing', () => {
  it('begins with the mean of each phase over two seasons, and sleeps before', () => {
    expect(forecastAfter([1, 3, 2])).toEqual([Number.NaN, Number.NaN])
    expect(forecastAfter([1, 3, 2, 4])).toEqual([1.5, 3.5])
  })

  it('smooths the level and the season by the error', () => {
    // The mean size of the errors is 0.5; an error of 0.5 moves the level by 0.25 and the term by 0.125.
    expect(forecastAfter([1, 3, 2, 4, 2])).toEqual([3.75, 1.875])
  })

  it('takes an error as at most the usual size', () => {
    expect(forecastAfter([1, 3, 2, 4, 2000])).toEqual(forecastAfter([1, 3, 2, 4, 2]))
  })

  it('learns nothing from missing values, but knows that time has passed', () => {
    expect(forecastAfter([1, 3, 2, 4, Number.NaN])).toEqual([3.5, 1.5])
  })

  it('follows a series without errors after its first change', () => {
    expect(forecastAfter([1, 3, 1, 3, 1, 3])).toEqual([1, 3])
    expect(forecastAfter([1, 3, 1, 3, 2])).toEqual([3.5, 1.75])
  })
})

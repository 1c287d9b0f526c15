import { describe, expect, it } from 'vitest'
import { LstmInputs } from '../../src/experts/lstm-inputs.ts'
import { shape, steps, waves } from './steps.ts'

const options = { halfLife: 50, cycles: { day: 1 }, season: 4, level: true }

describe('LstmInputs', () => {
  it('contains difference, level, season, base, calendar, frozen level and covariates: `width` numbers', () => {
    const leads = [1, 2, 3, 4, 5, 6, 7]
    const inputs = new LstmInputs(shape(leads, 2, 1), options, true)
    // 2 of the level, 1 + 3 of the season, 3 of the base, 2 of the calendar, 1 + 1 of level and covariate.
    expect(inputs.width).toBe(13)
    expect(new LstmInputs(shape(leads), { ...options, season: 0, level: false, cycles: {} }, false).width).toBe(2)
  })

  it('contains the columns known ahead, now and how they change up to the targets', () => {
    const bare = { ...options, cycles: {}, season: 0, level: false }
    const inputs = new LstmInputs({ ...shape([1, 2, 3]), known: 1 }, bare, false)
    const out = new Float64Array(inputs.width)
    const [row] = steps([1])
    for (const now of [0, 4, 0, 4])
      inputs.next({ ...row!, ahead: Float64Array.of(now, 4 - now, Number.NaN, 2) }, new Float64Array(3), out)
    // A mean of 2, and a quarter of the range is 1.
    expect([...out.slice(2)]).toEqual([2, -4, 0, -2])
    inputs.next(row!, new Float64Array(3), out)
    expect([...out.slice(2)]).toEqual([0, 0, 0, 0])
  })

  it('contains the season in running deviations: the last value and the naive forecast', () => {
    const inputs = new LstmInputs(shape([1, 2, 3]), { ...options, cycles: {}, level: false, halfLife: 1e9 }, true)
    const out = new Float64Array(inputs.width)
    const base = Float64Array.of(7, 8, 9)
    for (const step of steps([1, 2, 4, 3, 6])) inputs.next(step, base, out)
    // Differences 0, 1, 2, −1, 3: their deviation is √2.
    const unit = Math.sqrt(2)
    expect(inputs.spread[0]).toBeCloseTo(unit, 6)
    const expected = [
      3 / unit,
      Number.NaN,
      (6 - 1) / unit / 2,
      (2 - 6) / unit / 2,
      (4 - 6) / unit / 2,
      (3 - 6) / unit / 2,
      1 / unit,
      2 / unit,
      3 / unit,
    ]
    expected.forEach((value, i) => {
      if (!Number.isNaN(value)) expect(out[i], `input ${i}`).toBeCloseTo(value, 6)
    })
  })

  it('contains 0 for what is not known yet, and learns no scale from stand-ins', () => {
    const inputs = new LstmInputs(shape([1]), { ...options, cycles: {}, halfLife: 1e9 }, true)
    const out = new Float64Array(inputs.width)
    const [first, ...rest] = steps([Number.NaN, 1, 2, 4, 3])
    inputs.next(first!, Float64Array.of(Number.NaN), out)
    expect([...out]).toEqual(new Array(inputs.width).fill(0))
    for (const step of rest) inputs.next(step, Float64Array.of(1), out)
    const spread = inputs.spread[0]
    const [standIn, after] = [steps([100])[0]!, steps([200])[0]!]
    standIn.missing[0] = 1
    for (const step of [standIn, after]) {
      inputs.next(step, Float64Array.of(1), out)
      // Neither the step to a stand-in nor the step from it counts.
      expect(inputs.spread[0]).toBe(spread)
    }
  })

  it('clips everything at ±6, and never divides by zero', () => {
    const inputs = new LstmInputs(shape([1]), options, true)
    const out = new Float64Array(inputs.width)
    const values = [...new Array(20).fill(5), 1e6, ...waves(20)]
    for (const step of steps(values)) {
      inputs.next(step, Float64Array.of(1e9), out)
      for (const input of out) expect(Math.abs(input)).toBeLessThanOrEqual(6)
    }
  })
})

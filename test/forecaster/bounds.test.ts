import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Bounds } from '../../src/forecaster/bounds.ts'
import { Forecaster } from '../../src/forecaster/forecaster.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

const keep = (bounds: Bounds, value: number, low: number, high: number) => {
  const [values, lower, upper] = [[value], [low], [high]].map((one) => Float64Array.from(one))
  bounds.keep(values!, [lower!], [upper!])
  return [values![0], lower![0], upper![0]]
}

describe('Bounds', () => {
  it('cuts forecasts and intervals', () => {
    const bounds = new Bounds(1, { min: 0, max: 100 })
    expect(keep(bounds, -0.5, -3, 2)).toEqual([0, 0, 2])
    expect(keep(bounds, 99.5, 98, 103)).toEqual([99.5, 98, 100])
    expect(keep(bounds, -2, -3, -1)).toEqual([0, 0, 0])
    expect(keep(bounds, Number.NaN, Number.NaN, Number.NaN)).toEqual([Number.NaN, Number.NaN, Number.NaN])
  })

  it('rounds forecasts, and ends intervals at whole numbers', () => {
    const bounds = new Bounds(1, { min: 0, integer: true })
    expect(keep(bounds, 2.4, 0.7, 5.2)).toEqual([2, 1, 5])
    expect(keep(bounds, -0.4, -1.5, 0.9)).toEqual([0, 0, 0])
    // No whole number is in it.
    expect(keep(bounds, 0.4, 0.2, 0.8)).toEqual([0, 0, 0])
    expect(keep(bounds, 0.6, 0.2, 0.8)).toEqual([1, 1, 1])
  })

  it('loses no possible value of an interval, and keeps the forecast in it', () => {
    const number = fc.double({ min: -20, max: 20, noNaN: true })
    const size = fc.double({ min: 0, max: 9, noNaN: true })
    fc.assert(
      fc.property(number, size, size, fc.boolean(), (value, below, above, integer) => {
        const bounds = new Bounds(1, { min: -5, max: 7.5, integer })
        const [point, low, high] = keep(bounds, value, value - below, value + above)
        expect(low! <= point! && point! <= high! && low! >= -5 && high! <= 7.5).toBe(true)
        const step = integer ? 1 : 0.5
        for (let possible = -5; possible <= 7.5; possible += step) {
          if (possible >= value - below && possible <= value + above)
            expect(possible >= low! && possible <= high!).toBe(true)
        }
      }),
    )
  })

  it('has limits of their own for several channels', () => {
    const bounds = new Bounds(2, { min: { 0: 0 }, max: { 1: 1 } })
    const values = Float64Array.of(-1, -2, 3, 4)
    bounds.keep(values, [], [])
    expect([...values]).toEqual([0, 0, 1, 1])
  })

  it('counts the values that cannot be, also after a snapshot', () => {
    const bounds = new Bounds(1, { min: 0, integer: true })
    const see = (time: number, value: number) => bounds.observe({ time, values: [value], covariates: [] })
    see(0, 3)
    see(1, Number.NaN)
    expect(bounds.warning).toBeUndefined()
    see(2, -1)
    expect(bounds.warning).toMatch(
      /^1 value is not what min, max and integer of forecast say, first -1 at 1970-01-01T00:00:00.002Z; /,
    )
    see(3, 1.5)
    expect(bounds.warning).toMatch(/^2 values are not .*, first -1 at /)
    const restored = new Bounds(1, { min: 0, integer: true })
    restore(restored, snapshot(bounds))
    expect(restored.warning).toBe(bounds.warning)
  })
})

it('a forecaster keeps to its bounds, and what it learns does not depend on them', () => {
  const options = { leads: [1, 3], channels: 1, levels: [0.8, 0.95], experts: ['persistence', 'drift', 'rls(3)'] }
  const free = new Forecaster(options)
  const bound = new Forecaster({ ...options, min: 0, integer: true })
  let below = 0
  for (let t = 0; t < 300; t++) {
    // Nothing on most days, a few in between.
    const observation = {
      time: t * 86_400_000,
      values: [t % 7 === 3 || t % 11 === 0 ? 1 + (t % 4) : 0],
      covariates: [],
    }
    const [raw, kept] = [free.observe(observation), bound.observe(observation)]
    for (const lead of options.leads) {
      const { value, intervals } = kept.at(0, lead)
      expect(value).toBe(Math.max(0, Math.round(raw.at(0, lead).value)))
      for (const { lower, upper } of intervals) {
        if (Number.isNaN(lower)) continue
        expect(
          lower <= value && value <= upper && lower >= 0 && Number.isInteger(lower) && Number.isInteger(upper),
        ).toBe(true)
      }
      if (raw.at(0, lead).intervals.some(({ lower }) => lower < 0)) below++
    }
  }
  expect(below).toBeGreaterThan(100)
  expect(bound.warnings).toEqual([])
})

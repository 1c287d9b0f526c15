import { describe, expect, it } from 'vitest'
import { InputTransform } from '../../src/forecaster/input-transform.ts'
import { StandIns } from '../../src/forecaster/stand-ins.ts'

const none = new StandIns(2, [1])
const observation = (values: number[], covariates: number[] = []) => ({ time: 5, values, covariates })

describe('InputTransform', () => {
  it('carries missing values forward if they were not forecast, and marks them', () => {
    const transform = new InputTransform({ channels: 2, covariates: 1 })
    transform.take(observation([Number.NaN, Number.NaN], [7]), none)
    expect([transform.known, ...transform.input.values]).toEqual([false, Number.NaN, Number.NaN])
    transform.take(observation([1, Number.NaN], [7]), none)
    expect([transform.known, ...transform.input.values]).toEqual([true, 1, Number.NaN])
    transform.take(observation([Number.NaN, 2], [Number.NaN]), none)
    expect(transform.known).toBe(true)
    expect([...transform.input.values, ...transform.input.missing, ...transform.input.covariates]).toEqual([
      1, 2, 1, 0, 7,
    ])
    transform.take(observation([Number.POSITIVE_INFINITY, 3], [8]), none)
    expect([...transform.input.values, ...transform.input.missing]).toEqual([1, 3, 1, 0])
  })

  it('takes what was forecast for a missing value, and for a time without an observation', () => {
    const standIns = new StandIns(2, [1])
    const transform = new InputTransform({ channels: 2 })
    transform.take(observation([1, 2]), standIns)
    standIns.issue(Float64Array.of(5, 6), Uint8Array.of(0, 0))
    transform.take(observation([Number.NaN, 3]), standIns)
    expect([...transform.input.values, ...transform.input.missing]).toEqual([5, 3, 1, 0])
    transform.pass(7, standIns)
    expect([transform.input.time, ...transform.input.values, ...transform.input.missing]).toEqual([7, 5, 6, 1, 1])
  })

  it('takes logarithms, treats values without one as missing, and converts forecasts back', () => {
    const transform = new InputTransform({ channels: 1, logarithmic: true, fixed: true })
    transform.take(observation([Math.E]), none)
    expect(transform.input.values[0]).toBeCloseTo(1, 12)
    transform.take(observation([0]), none)
    expect(transform.input.missing[0]).toBe(1)
    expect(transform.toDataUnits(Float64Array.of(1))[0]).toBeCloseTo(Math.E, 12)
  })

  it('turns logarithms into values when they end, before the value that ends them is taken', () => {
    const transform = new InputTransform({ channels: 2, logarithmic: true })
    const next = (values: number[]) => {
      const left = transform.leavesLogarithms(observation(values))
      expect(transform.take(observation(values), none)).toBe(false)
      return left
    }
    expect(next([Math.E, 3])).toBe(false)
    expect(next([Number.NaN, 0])).toBe(true)
    expect(transform.input.values[0]).toBeCloseTo(Math.E, 12)
    expect([transform.input.values[1], ...transform.toDataUnits(Float64Array.of(1, 1))]).toEqual([0, 1, 1])
    expect(transform.warning).toMatch(/^linear scale since 0 at /)
    expect(next([-2, -1])).toBe(false)
  })

  it('rescales values whose squares would overflow, without losing a bit', () => {
    for (const size of [1e-310, 1e-300, 1e150, 1.5e308]) {
      const transform = new InputTransform({ channels: 2 })
      expect(transform.take(observation([0, 5]), none)).toBe(false)
      expect(transform.take(observation([size, 6]), none)).toBe(true)
      expect(transform.take(observation([size / 3, 7]), none)).toBe(false)
      const [first, second] = transform.input.values
      expect([first! > 0.1 && first! < 1, second]).toEqual([true, 7])
      expect([...transform.toDataUnits(transform.input.values)]).toEqual([size / 3, 7])
    }
  })

  it('changes its unit when values outgrow it, but not for a single value', () => {
    const transform = new InputTransform({ channels: 1 })
    transform.take(observation([1e-300]), none)
    expect(transform.take(observation([1e300]), none)).toBe(true)
    expect(transform.toDataUnits(transform.input.values)[0]).toBe(1e300)
    const steady = new InputTransform({ channels: 1 })
    for (let t = 0; t < 30; t++) steady.take(observation([t % 2]), none)
    expect([steady.take(observation([1e200]), none), steady.take(observation([1]), none)]).toEqual([false, false])
    for (let t = 0; t < 40; t++) expect(steady.take(observation([(1 + (t % 2)) * 1e200]), none)).toBe(false)
    expect(steady.toDataUnits(steady.input.values)[0]).toBeCloseTo(2e200, -190)
  })

  it('takes what was forecast in place of a spike, and shows a change of level once it is found', () => {
    const transform = new InputTransform({ channels: 1 })
    const standIns = new StandIns(1, [1])
    const shown = (value: number) => {
      transform.take(observation([value]), standIns)
      standIns.issue(Float64Array.of(20.5), transform.input.missing)
      return [transform.input.values[0]!, transform.input.missing[0]!]
    }
    for (let t = 0; t < 60; t++) expect(shown(20 + (t % 2))).toEqual([20 + (t % 2), 0])
    expect([1e6, 20].map(shown)).toEqual([
      [20.5, 1],
      [20, 0],
    ])
    const found: number[] = []
    for (let t = 0; t < 60; t++) {
      const [input, missing] = shown(5020 + (t % 2))
      if (transform.changed.length > 0) found.push(t)
      if (t > 23) expect([Math.abs(input! - 20.5) <= 1.5, missing]).toEqual([true, 0])
      if (t === 0) expect(transform.toDataUnits(Float64Array.of(20.5))[0]).toBe(20.5)
      if (t === 1) expect(transform.toDataUnits(Float64Array.of(20.5))[0]).toBe(5021)
    }
    expect(found).toEqual([23])
  })

  it('limits forecasts to the range beyond its ends', () => {
    const transform = new InputTransform({ channels: 1 })
    for (const value of [10, 14, 12]) transform.take(observation([value]), none)
    const forecasts = Float64Array.of(13, 100, -100, Number.NaN, 18, 6)
    transform.guard(forecasts)
    expect([...forecasts]).toEqual([13, 18, 6, Number.NaN, 18, 6])
    transform.fillUnknown(forecasts)
    expect([...forecasts]).toEqual([13, 18, 6, 12, 18, 6])
  })
})

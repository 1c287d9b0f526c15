import { describe, expect, it } from 'vitest'
import { StepMaker } from '../../src/forecaster/step-maker.ts'

const observation = (values: number[], covariates: number[] = []) => ({ time: 5, values, covariates })

describe('StepMaker', () => {
  it('carries forward what is missing, and says that it was', () => {
    const maker = new StepMaker(2, 1, false)
    maker.take(observation([1, Number.NaN], [7]))
    expect(maker.known).toBe(false)
    maker.take(observation([Number.NaN, 2], [Number.NaN]))
    expect(maker.known).toBe(true)
    expect([...maker.step.values, ...maker.step.missing, ...maker.step.covariates]).toEqual([1, 2, 1, 0, 7])
    maker.take(observation([Number.POSITIVE_INFINITY, 3], [8]))
    expect([...maker.step.values, ...maker.step.missing]).toEqual([1, 3, 1, 0])
  })

  it('shows logarithms, takes what has none for missing, and turns forecasts back', () => {
    const maker = new StepMaker(1, 0, true)
    maker.take(observation([Math.E]))
    expect(maker.step.values[0]).toBeCloseTo(1, 12)
    maker.take(observation([0]))
    expect(maker.step.missing[0]).toBe(1)
    expect(maker.toUser(Float64Array.of(1))[0]).toBeCloseTo(Math.E, 12)
    maker.leaveLogarithms()
    expect(maker.step.values[0]).toBeCloseTo(Math.E, 12)
    expect(maker.toUser(Float64Array.of(1))[0]).toBe(1)
  })

  it('cuts a value that lies outside all that was seen by more than twice its width, once thirty are known', () => {
    const maker = new StepMaker(1, 0, false)
    const shown = (value: number) => {
      maker.take(observation([value]))
      return maker.step.values[0]
    }
    for (let t = 0; t < 30; t++) expect(shown(t % 2)).toBe(t % 2)
    expect([3, 1e6, 0, -1e6, 1].map(shown)).toEqual([3, 9, 0, -18, 1])
    // The second in a row is a new level.
    expect([1e5, 1e5, 1e5].map(shown)).toEqual([63, 1e5, 1e5])
  })

  it('cuts nothing while a column has not moved', () => {
    const maker = new StepMaker(1, 0, false)
    for (let t = 0; t < 100; t++) maker.take(observation([5]))
    maker.take(observation([50]))
    expect(maker.step.values[0]).toBe(50)
  })

  it('lets no forecast lie further out than all that was seen is wide', () => {
    const maker = new StepMaker(1, 0, false)
    for (const value of [10, 14, 12]) maker.take(observation([value]))
    const forecasts = Float64Array.of(13, 100, -100, Number.NaN, 18, 6)
    maker.guard(forecasts)
    expect([...forecasts]).toEqual([13, 18, 6, 12, 18, 6])
  })
})

import { describe, expect, it } from 'vitest'
import { ExpertErrors } from '../../src/forecaster/expert-errors.ts'

const bestOf = (errors: ExpertErrors, asleep: Uint8Array) => {
  const best = new Int32Array(1)
  errors.judge(asleep, best)
  return best[0]
}

const discount = { limit: 0.999, grows: false }

describe('ExpertErrors', () => {
  it('judges an expert after 20 targets that it has forecast, and only one that is awake', () => {
    const errors = new ExpertErrors(2, 1, discount, false)
    const awake = () => new Uint8Array(2)
    for (let t = 0; t < 19; t++) errors.learn(0, 1, 10, Float64Array.of(0, 0.9), 0)
    expect(bestOf(errors, awake())).toBe(-1)
    errors.learn(0, 1, 10, Float64Array.of(0, Number.NaN), 0)
    expect(bestOf(errors, awake())).toBe(0)
    errors.learn(0, 1, 10, Float64Array.of(0, 0.9), 0)
    expect(bestOf(errors, awake())).toBe(1)
    expect(bestOf(errors, Uint8Array.of(0, 1))).toBe(0)
  })

  it('bars an expert with errors of more than 1.5 times those of the best', () => {
    const errors = new ExpertErrors(3, 1, discount, false)
    for (let t = 0; t < 30; t++) errors.learn(0, 0, 10, Float64Array.of(1, -1.4, 1.6), 0)
    const asleep = new Uint8Array(3)
    bestOf(errors, asleep)
    expect([...asleep]).toEqual([0, 0, 1])
  })

  it('judges by squares if asked: an expert that is mostly right can be the worse one', () => {
    for (const squared of [false, true]) {
      const errors = new ExpertErrors(2, 1, discount, squared)
      for (let t = 0; t < 40; t++) errors.learn(0, t % 4 === 0 ? 4 : 0, 10, Float64Array.of(0, 1.1), 0)
      expect(bestOf(errors, new Uint8Array(2))).toBe(squared ? 1 : 0)
    }
  })

  it('counts no error beyond the limit', () => {
    const errors = new ExpertErrors(2, 1, discount, false)
    for (let t = 0; t < 30; t++) errors.learn(0, 0, 10, Float64Array.of(1, t === 3 ? 1e9 : 0), 0)
    expect(bestOf(errors, new Uint8Array(2))).toBe(1)
  })
})

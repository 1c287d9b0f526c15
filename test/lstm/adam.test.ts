import { describe, expect, it } from 'vitest'
import { adam, clipFactor, globalNorm } from '../../src/lstm/adam.ts'
import { Schedule } from '../../src/lstm/schedule.ts'

describe('adam', () => {
  const start = () => ({ p: Float64Array.of(1, -2), m: new Float64Array(2), v: new Float64Array(2) })

  it('moves by the learning rate in the first step, against the sign of the gradient', () => {
    const { p, m, v } = start()
    // m̂ = g and √v̂ = |g|, whatever g is.
    adam(p, Float64Array.of(0.3, -7), 1, m, v, new Schedule(0.01, 0).next)
    expect(p[0]).toBeCloseTo(0.99, 7)
    expect(p[1]).toBeCloseTo(-1.99, 7)
    expect([...m]).toEqual([0.1 * 0.3, 0.1 * -7].map((x) => expect.closeTo(x, 15)))
  })

  it('takes the second step of the paper’s formulas, computed by hand', () => {
    const { p, m, v } = start()
    const schedule = new Schedule(0.1, 0)
    adam(p, Float64Array.of(1, 1), 1, m, v, schedule.next)
    schedule.advance()
    adam(p, Float64Array.of(-1, 0), 1, m, v, schedule.next)
    // m = .9·.1 − .1 = −.01 and .09; m̂ = m / .19. v = .999·.001 + .001 = .001999 and .000999; v̂ = v / .001999.
    expect(p[0]).toBeCloseTo(0.9 + (0.1 * 0.01) / 0.19, 7)
    expect(p[1]).toBeCloseTo(-2.1 - (0.1 * (0.09 / 0.19)) / Math.sqrt(0.000999 / 0.001999), 7)
  })

  it('multiplies the gradient by the factor first', () => {
    const [a, b] = [start(), start()]
    adam(a.p, Float64Array.of(4, 8), 0.25, a.m, a.v, new Schedule(0.1, 0).next)
    adam(b.p, Float64Array.of(1, 2), 1, b.m, b.v, new Schedule(0.1, 0).next)
    expect(a).toEqual(b)
  })

  it('keeps the parameters at learning rate 0', () => {
    const { p, m, v } = start()
    adam(p, Float64Array.of(4, 8), 1, m, v, new Schedule(0, 0).next)
    expect([...p]).toEqual([1, -2])
  })
})

describe('clipping', () => {
  it('takes the norm over all numbers together', () => {
    expect(globalNorm(Float64Array.of(2, -3, 6))).toBe(7)
  })

  it('keeps a short gradient and scales a long one to the limit', () => {
    expect(clipFactor(0.4, 1)).toBe(1)
    expect(clipFactor(0, 1)).toBe(1)
    expect(8 * clipFactor(8, 2)).toBeCloseTo(2, 5)
  })

  it('passes NaN and infinities through', () => {
    expect(globalNorm(Float64Array.of(1, Number.NaN))).toBeNaN()
    expect(globalNorm(Float64Array.of(1, Number.POSITIVE_INFINITY))).toBe(Number.POSITIVE_INFINITY)
  })
})

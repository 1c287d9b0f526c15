import { describe, expect, it } from 'vitest'
import { discountOf, MlPoly } from '../../src/forecaster/ml-poly.ts'
import { contest } from './mixtures.ts'

const discount = { limit: 0.999, grows: false }
const two = () => new MlPoly(2, 1, discount)
const awake = new Uint8Array(2)

describe('MlPoly', () => {
  it('follows its formulas, computed by hand', () => {
    const mixture = two()
    // Mixed 1 of experts 0 and 2, target 2: gradient −2; regrets (1 − 0)(−2) = −2 and (1 − 2)(−2) = 2.
    mixture.learn(0, -2, 1, Float64Array.of(0, 2), 0)
    mixture.update(awake)
    expect([...mixture.weights]).toEqual([0, 1])
    // Mixed 2, target 1: gradient 2; regrets −2·.999 + (2 − 0)·2 and 2·.999 + 0; squares 4·.999 + 16 and 4·.999.
    mixture.learn(0, 2, 2, Float64Array.of(0, 2), 0)
    mixture.update(awake)
    const a = (4 - 1.998) / (3.996 + 16)
    const b = 1.998 / 3.996
    expect(mixture.weights[0]).toBeCloseTo(a / (a + b), 9)
    expect(mixture.weights[0]! + mixture.weights[1]!).toBeCloseTo(1, 12)
  })

  it('has equal weights while no regret is positive', () => {
    const mixture = new MlPoly(4, 3, discount)
    mixture.update(new Uint8Array(12))
    expect([...mixture.weights]).toEqual(new Array(12).fill(0.25))
  })

  it('gives an expert that sleeps no weight and no regret', () => {
    const mixture = two()
    mixture.learn(0, -2, 1, Float64Array.of(0, 2), 0)
    const before = mixture.regrets[1]
    mixture.learn(0, -2, 1, Float64Array.of(0, Number.NaN), 0)
    expect(mixture.regrets[1]).toBe(before)
    mixture.update(Uint8Array.of(0, 1))
    expect([...mixture.weights]).toEqual([1, 0])
  })

  it('is hardly worse than the best expert, and better than all if their errors differ', () => {
    const [ours, best] = contest(
      new MlPoly(3, 1, discount),
      3,
      3000,
      (e, y, t) => y + [0.1, 1, -2][e]! * ((t * 7919) % 13 > 6 ? 1 : -1),
    )
    expect(ours).toBeLessThan(best! * 1.1)
    const apart = contest(two(), 2, 3000, (e, y) => y + (e === 0 ? 1 : -1), 500)
    expect(apart[0]).toBeLessThan(0.05)
  })

  it('shifts its weights when another expert becomes the best', () => {
    const mixture = two()
    contest(mixture, 2, 4000, (e, y, t) => y + (e === (t < 1000 ? 0 : 1) ? 0.01 : 1))
    expect(mixture.weights[1]).toBeGreaterThan(0.9)
  })
})

describe('the discount of regrets', () => {
  it('grows to its limit, or is the same for every target', () => {
    const growing = { limit: 0.9998, grows: true }
    expect(discountOf(growing, 1)).toBeCloseTo(0.2, 12)
    expect(discountOf(growing, 396)).toBeCloseTo(0.99, 12)
    expect(discountOf(growing, 1e6)).toBe(0.9998)
    expect(discountOf(discount, 1)).toBe(0.999)
  })
})

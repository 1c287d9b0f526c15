import { describe, expect, it } from 'vitest'
import { MlPoly } from '../../src/forecaster/ml-poly.ts'
import { contest } from './mixtures.ts'

describe('MlPoly', () => {
  it('follows its formulas, computed by hand', () => {
    const mixture = new MlPoly(2, 1)
    // Mixed 1 of experts 0 and 2, target 2: gradient −2; regrets (1 − 0)(−2) = −2 and (1 − 2)(−2) = 2.
    mixture.learn(0, 2, 1, Float64Array.of(0, 2), 0)
    mixture.updateWeights()
    expect([...mixture.weights]).toEqual([0, 1])
    // Mixed 2, target 1: gradient 2; regrets −2·.999 + (2 − 0)·2 and 2·.999 + 0; squares 4·.999 + 16 and 4·.999.
    mixture.learn(0, 1, 2, Float64Array.of(0, 2), 0)
    mixture.updateWeights()
    const a = (4 - 1.998) / (3.996 + 16)
    const b = 1.998 / 3.996
    expect(mixture.weights[0]).toBeCloseTo(a / (a + b), 9)
    expect(mixture.weights[0]! + mixture.weights[1]!).toBeCloseTo(1, 12)
  })

  it('has equal weights while no regret is positive', () => {
    const mixture = new MlPoly(4, 3)
    mixture.updateWeights()
    expect([...mixture.weights]).toEqual(new Array(12).fill(0.25))
  })

  it('is hardly worse than the best expert, and better than all if their errors differ', () => {
    const [ours, best] = contest(
      new MlPoly(3, 1),
      3,
      3000,
      (e, y, t) => y + [0.1, 1, -2][e]! * ((t * 7919) % 13 > 6 ? 1 : -1),
    )
    expect(ours).toBeLessThan(best! * 1.1)
    const apart = contest(new MlPoly(2, 1), 2, 3000, (e, y) => y + (e === 0 ? 1 : -1), 500)
    expect(apart[0]).toBeLessThan(0.05)
  })

  it('shifts its weights when another expert becomes the best', () => {
    const mixture = new MlPoly(2, 1)
    contest(mixture, 2, 4000, (e, y, t) => y + (e === (t < 1000 ? 0 : 1) ? 0.01 : 1))
    expect(mixture.weights[1]).toBeGreaterThan(0.9)
  })

  it('changes little for a loss with a small weight', () => {
    const mixture = new MlPoly(2, 1)
    contest(mixture, 2, 200, (e, y) => y + (e === 0 ? 0.1 : 0.2))
    const before = mixture.weights[0]!
    mixture.learn(0, 1e6, 0, Float64Array.of(0, 5e5), 0, 1e-14)
    mixture.updateWeights()
    expect(mixture.weights[0]).toBeCloseTo(before, 1)
  })
})

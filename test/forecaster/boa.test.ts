import { describe, expect, it } from 'vitest'
import { Boa } from '../../src/forecaster/boa.ts'
import { contest } from './mixtures.ts'

describe('Boa', () => {
  it('starts with equal weights that sum to one', () => {
    const mixture = new Boa(3, 1)
    expect([...mixture.weights]).toEqual([1 / 3, 1 / 3, 1 / 3])
    contest(mixture, 3, 50, (e, y) => y + e)
    expect(mixture.weights.reduce((sum, w) => sum + w, 0)).toBeCloseTo(1, 12)
  })

  it('finds the best expert, and the best mixture if their errors differ', () => {
    const [ours, best] = contest(
      new Boa(3, 1),
      3,
      3000,
      (e, y, t) => y + [0.1, 1, -2][e]! * ((t * 7919) % 13 > 6 ? 1 : -1),
    )
    expect(ours).toBeLessThan(best! * 1.5)
    const apart = contest(new Boa(2, 1), 2, 3000, (e, y) => y + (e === 0 ? 1 : -1), 500)
    expect(apart[0]).toBeLessThan(0.05)
  })
})

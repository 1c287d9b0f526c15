import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runningScale, type ScaleKind } from '../../src/stats/running-scale.ts'

const scaleAfter = (kind: ScaleKind, values: number[]) => {
  const scale = runningScale(kind)
  for (const value of values) scale.learn(value)
  return scale
}
const kinds: ScaleKind[] = ['zScore', 'minMax', 'none', { decayedMoments: 20 }]
/** A hundred values of mean 0 and deviation 1. */
const calm = Array.from({ length: 100 }, (_, i) => (i % 2 ? 1 : -1))

describe('runningScale', () => {
  it('takes mean and deviation for zScore', () => {
    const scale = scaleAfter('zScore', [2, 4, 4, 4, 5, 5, 7, 9])
    expect([scale.center, scale.spread]).toEqual([5, 2])
  })

  it('takes minimum and range for minMax', () => {
    const scale = scaleAfter('minMax', [3, -1, 7])
    expect([scale.center, scale.spread]).toEqual([-1, 8])
  })

  it('weighs by half-life for decayedMoments', () => {
    expect(scaleAfter({ decayedMoments: 1 }, [0, 3]).center).toBeCloseTo(2, 12)
  })

  it('changes nothing for "none"', () => {
    const scale = scaleAfter('none', [3, -1, 7])
    expect([scale.center, scale.spread]).toEqual([0, 1])
  })

  it('has center 0 and spread 1 before the first value', () => {
    for (const kind of kinds)
      expect([scaleAfter(kind, []).center, scaleAfter(kind, [Number.NaN]).spread]).toEqual([0, 1])
  })

  it('has spread 1 on a constant, however large, and adapts as soon as values change', () => {
    for (const kind of kinds.filter((one) => one !== 'none')) {
      const scale = scaleAfter(kind, new Array(500).fill(1e7 + 0.1))
      expect(scale.spread).toBe(1)
      scale.learn(1e7 + 1000.1)
      expect(scale.spread).toBeGreaterThan(30)
      expect(scale.spread).toBeLessThan(1001)
    }
  })

  it('is not distorted by a spike of a million', () => {
    // Ten deviations out among 101: the variance grows from 1 to about 100/101 + 100/101, and the range by itself.
    for (const kind of kinds) expect(scaleAfter(kind, [...calm, 1e6]).spread).toBeLessThan(4.1)
    expect(scaleAfter('zScore', [...calm, 1e6]).spread).toBeCloseTo(
      Math.sqrt(1 * (100 / 101) + 100 * (100 / 101 ** 2)),
      10,
    )
    expect(scaleAfter('minMax', [...calm, 1e6]).spread).toBe(4)
    expect(scaleAfter('minMax', [...calm, -1e6]).center).toBe(-3)
  })

  it('follows a change of unit', () => {
    const metres = calm.map((x) => x * 1000 + 1e6)
    const scale = scaleAfter({ decayedMoments: 20 }, [...calm, ...metres, ...metres, ...metres, ...metres])
    // Twenty half-lives on, a millionth of the weight lies on the old unit: 1e12 of its variance is left as about 1e6, beside the new 1e6.
    expect(Math.abs(scale.center - 1e6)).toBeLessThan(100)
    expect(scale.spread).toBeGreaterThan(1000)
    expect(scale.spread).toBeLessThan(2000)
    expect(scaleAfter('minMax', [...calm, ...metres]).spread).toBe(1_001_001)
  })

  it('has a positive, finite spread and a finite center for any input', () => {
    const value = fc.oneof(
      fc.double({ min: -1e150, max: 1e150, noNaN: true }),
      fc.double({ min: -10, max: 10, noNaN: true }),
      fc.constant(Number.NaN),
    )
    fc.assert(
      fc.property(fc.array(value, { maxLength: 200 }), fc.constantFrom(...kinds), (values, kind) => {
        const scale = scaleAfter(kind, values)
        expect(Number.isFinite(scale.center)).toBe(true)
        expect(scale.spread > 0 && Number.isFinite(scale.spread)).toBe(true)
      }),
    )
  })
})

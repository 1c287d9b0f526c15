import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { spread } from '../../src/totals/spread.ts'

const free = { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY, integer: false }
const counts = { min: 0, max: Number.POSITIVE_INFINITY, integer: true }

function spreadOver(
  values: readonly number[],
  variances: readonly number[],
  difference: number,
  limit = free,
): number[] {
  const changed = Float64Array.from(values)
  spread(changed, Float64Array.from(variances), difference, limit)
  return [...changed]
}
const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)

describe('spread', () => {
  it('gives each value a share of the difference by its variance', () => {
    expect(spreadOver([10, 20, 30], [1, 3, 0], 8)).toEqual([12, 26, 30])
  })

  it('gives what a value at its bound cannot take to the others', () => {
    expect(spreadOver([1, 20, 30], [1, 1, 1], -9, { ...free, min: 0 })).toEqual([0, 16, 26])
    expect(spreadOver([1, 2], [1, 1], -9, { ...free, min: 0 })).toEqual([0, 0])
    expect(spreadOver([9, 9, 5], [2, 1, 1], 4, { ...free, max: 10 })).toEqual([10, 10, 7])
  })

  it('keeps whole numbers whole: the largest fractions are rounded up, and of equal ones the first', () => {
    expect(spreadOver([5, 5, 5], [1, 1, 1], 2, counts)).toEqual([6, 6, 5])
    expect(spreadOver([5, 5, 5], [1, 1, 2], 1, counts)).toEqual([5, 5, 6])
    expect(spreadOver([0, 5, 5], [9, 1, 1], -3, counts)).toEqual([0, 4, 3])
  })

  it('changes nothing if nothing is known, or nothing may change', () => {
    expect(spreadOver([1, 2], [0, 0], 5)).toEqual([1, 2])
    expect(spreadOver([1, 2], [1, 1], Number.NaN)).toEqual([1, 2])
    expect(spreadOver([Number.NaN, 2], [0, 1], 1)).toEqual([Number.NaN, 3])
  })

  it('adds up within the bounds, for values of any kind', () => {
    const part = fc.record({
      value: fc.integer({ min: 0, max: 60 }),
      variance: fc.oneof(fc.constant(0), fc.double({ min: 1e-9, max: 1e9, noNaN: true })),
    })
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 30 }),
        fc.integer({ min: -500, max: 500 }),
        fc.boolean(),
        (parts, difference, integer) => {
          const values = parts.map(({ value }) => value)
          const variances = parts.map(({ variance }) => variance)
          const limit = { min: 0, max: 60, integer }
          const changed = spreadOver(values, variances, difference, limit)
          const room = total(
            parts.map(({ value, variance }) => (variance === 0 ? 0 : difference > 0 ? 60 - value : value)),
          )
          const expected = Math.sign(difference) * Math.min(Math.abs(difference), room)
          expect(total(changed) - total(values)).toBeCloseTo(expected, 6)
          for (const [i, value] of changed.entries()) {
            expect(value).toBeGreaterThanOrEqual(0)
            expect(value).toBeLessThanOrEqual(60)
            if (integer) expect(Number.isInteger(value)).toBe(true)
            if (variances[i] === 0) expect(value).toBe(values[i])
            if (!integer) expect(Math.sign(difference) * (value - values[i]!)).toBeGreaterThanOrEqual(0)
          }
        },
      ),
    )
  })
})

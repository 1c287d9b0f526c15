import { expect, it } from 'vitest'
import { RangeScale } from '../../src/stats/range-scale.ts'

const after = (values: readonly number[]) => {
  const scale = new RangeScale()
  for (const value of values) scale.add(value)
  return scale
}

it('RangeScale measures in quarters of the range, from the mean', () => {
  const scale = after([0, 10, 0, 10])
  expect([0, 5, 10].map((x) => scale.of(x))).toEqual([-2, 0, 2])
})

it('a rare 1 among zeros is as large as a frequent one', () => {
  const rare = after(Array.from({ length: 1000 }, (_, i) => (i === 500 ? 1 : 0)))
  const often = after(Array.from({ length: 1000 }, (_, i) => i % 2))
  expect(rare.of(1) - rare.of(0)).toBeCloseTo(4, 12)
  expect(often.of(1) - often.of(0)).toBeCloseTo(4, 12)
})

it('a constant column and missing values are 0', () => {
  const scale = after([7, 7, Number.NaN, 7, Number.POSITIVE_INFINITY])
  expect([7, 8, Number.NaN].map((x) => scale.of(x))).toEqual([0, 0, 0])
  expect(new RangeScale().of(3)).toBe(0)
})

it('an outlier counts as one range beyond the values before, and changes the scale by no more', () => {
  const calm = Array.from({ length: 100 }, (_, i) => i % 11)
  const scale = after(calm)
  expect(scale.of(1e12)).toBe(scale.of(20))
  const hit = after([...calm, 1e12])
  expect(hit.of(10) - hit.of(0)).toBe(2)
  // A price of 1e300 does not overflow.
  expect(Math.abs(after([-1e308, 1e308]).of(1))).toBe(0)
})

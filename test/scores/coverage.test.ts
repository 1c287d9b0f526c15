import { expect, it } from 'vitest'
import { coverage } from '../../src/scores/coverage.ts'
import { ErrorSums } from '../../src/scores/error-sums.ts'
import { errors } from './errors.ts'

it('coverage is the share of actual values inside, by level, and NaN without intervals', () => {
  const sums = new ErrorSums(1, [0.5, 0.8])
  const all = errors(40)
  for (const { actual, lower, upper } of all) sums.addInterval(0, 1, actual, lower, upper)
  const inside = all.filter(({ actual, lower, upper }) => lower <= actual && actual <= upper)
  expect(inside.length).toBeGreaterThan(5)
  expect(inside.length).toBeLessThan(35)
  expect([coverage(sums, 0, 0), coverage(sums, 0, 1)]).toEqual([Number.NaN, inside.length / 40])
})

import { expect, it } from 'vitest'
import { ErrorSums } from '../../src/scores/error-sums.ts'
import { width } from '../../src/scores/width.ts'
import { errors, mean } from './errors.ts'

it('width is the mean of upper − lower, and NaN without intervals', () => {
  const sums = new ErrorSums(1, [0.5, 0.8])
  const all = errors(40)
  for (const { actual, lower, upper } of all) sums.addInterval(0, 0, actual, lower, upper)
  expect(width(sums, 0, 0)).toBeCloseTo(mean(all.map(({ lower, upper }) => upper - lower)), 12)
  expect(width(sums, 0, 1)).toBeNaN()
})

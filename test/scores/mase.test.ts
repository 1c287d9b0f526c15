import { expect, it } from 'vitest'
import { ErrorSums } from '../../src/scores/error-sums.ts'
import { mase } from '../../src/scores/mase.ts'

it('mase is the mean absolute error over that of the naive forecast, and NaN before the first error', () => {
  const sums = new ErrorSums(2, [])
  sums.add(1, 3)
  sums.add(1, -5)
  expect(mase(sums, 1, 8)).toBe(0.5)
  expect(mase(sums, 0, 8)).toBeNaN()
})

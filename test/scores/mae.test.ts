import { expect, it } from 'vitest'
import { ErrorSums } from '../../src/scores/error-sums.ts'
import { mae } from '../../src/scores/mae.ts'
import { errors, mean } from './errors.ts'

it('mae is the mean of the absolute errors, and NaN without any', () => {
  const sums = new ErrorSums(2, [])
  const all = errors(40).map(({ error }) => error)
  for (const error of all) sums.add(1, error)
  expect(mae(sums, 1)).toBeCloseTo(mean(all.map(Math.abs)), 12)
  expect(mae(sums, 0)).toBeNaN()
})

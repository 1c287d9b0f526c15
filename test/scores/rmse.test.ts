import { expect, it } from 'vitest'
import { ErrorSums } from '../../src/scores/error-sums.ts'
import { mse, rmse } from '../../src/scores/rmse.ts'
import { errors, mean } from './errors.ts'

it('mse and rmse are the mean of the squared errors and its root, and NaN without any', () => {
  const sums = new ErrorSums(2, [])
  const all = errors(40).map(({ error }) => error)
  for (const error of all) sums.add(1, error)
  const squares = mean(all.map((error) => error * error))
  expect(mse(sums, 1)).toBeCloseTo(squares, 12)
  expect(rmse(sums, 1)).toBeCloseTo(Math.sqrt(squares), 12)
  expect([mse(sums, 0), rmse(sums, 0)]).toEqual([Number.NaN, Number.NaN])
})

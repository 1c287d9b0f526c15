import { expect, it } from 'vitest'
import { ErrorSums } from '../../src/scores/error-sums.ts'
import { eachMetric, metrics } from '../../src/scores/metrics.ts'

it('works out every metric of a cell, in the units given', () => {
  const sums = new ErrorSums(2, [0.5])
  for (const error of [3, -5]) {
    sums.add(1, error)
    sums.addSize(1, 3 * error)
    sums.addPersistence(1, error, 2 * error)
    sums.addSeasonal(1, error, 4 * error)
    sums.addInterval(1, 0, error, -6, 6)
  }
  const cell = (at: number) => eachMetric((name) => metrics[name](sums, at, { unit: 2, step: 8 }))
  expect(cell(1)).toEqual({
    count: 2,
    mae: 2,
    rmse: Math.sqrt(17) / 2,
    // The width is 12: its Winkler score, times 1 − level, is 6.
    crps: (4 + 6) / 3 / 2,
    mase: 0.5,
    size: 6,
    skillPersistence: 0.5,
    skillSeasonal: 0.75,
  })
  const none = Number.NaN
  const errors = { mae: none, rmse: none, crps: none, mase: none, size: none }
  expect(cell(0)).toEqual({ count: 0, ...errors, skillPersistence: none, skillSeasonal: none })
})

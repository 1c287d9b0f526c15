import { expect, it } from 'vitest'
import { ErrorSums } from '../../src/scores/error-sums.ts'
import { pinball } from '../../src/scores/pinball.ts'

/** By definition: how far the actual value is from a quantile, weighted by the share on that side. */
const loss = (share: number, quantile: number, actual: number) =>
  actual >= quantile ? share * (actual - quantile) : (1 - share) * (quantile - actual)

it('pinball is the mean loss of the median and of the ends of the intervals', () => {
  const sums = new ErrorSums(1, [0.8, 0.9])
  const rows = [
    { actual: 3, quantiles: [-1, 0, 1, 2, 5] },
    { actual: -4, quantiles: [-3, -2, 0, 1, 2] },
    { actual: 0.5, quantiles: [-3, -2, 0, 1, 2] },
  ]
  let sum = 0
  for (const { actual, quantiles } of rows) {
    const [low9, low8, median, high8, high9] = quantiles as [number, number, number, number, number]
    sums.add(0, actual - median)
    sums.addInterval(0, 0, actual, low8, high8)
    sums.addInterval(0, 1, actual, low9, high9)
    for (const [i, share] of [0.05, 0.1, 0.5, 0.9, 0.95].entries()) sum += loss(share, quantiles[i]!, actual)
  }
  expect(pinball(sums, 0)).toBeCloseTo(sum / 15, 12)
})

it('pinball is unknown without intervals', () => {
  const sums = new ErrorSums(1, [])
  sums.add(0, 1)
  expect(pinball(sums, 0)).toBeNaN()
  const early = new ErrorSums(1, [0.8])
  early.add(0, 1)
  expect(pinball(early, 0)).toBeNaN()
})

import { expect, it } from 'vitest'
import { crps } from '../../src/scores/crps.ts'
import { ErrorSums } from '../../src/scores/error-sums.ts'

/** Of quantiles `step` apart, for errors spread evenly over −1 … 1. */
function ofEvenErrors(step: number, spread: number): number {
  const levels = Array.from({ length: 1 / step / 2 - 1 }, (_, v) => 2 * step * (v + 1))
  const sums = new ErrorSums(1, levels)
  for (let i = 0; i < 2000; i++) {
    const error = (i + 0.5) / 1000 - 1
    sums.add(0, error)
    for (const [v, level] of levels.entries()) sums.addInterval(0, v, error, -level * spread, level * spread)
  }
  return crps(sums, 0)
}

it('crps is the mean over the levels of their weighted Winkler scores, with the absolute error', () => {
  const sums = new ErrorSums(1, [0.5, 0.9])
  sums.add(0, 3)
  sums.addInterval(0, 0, 3, -1, 1)
  sums.addInterval(0, 1, 3, -2, 2)
  // Both are missed, by 2 and by 1.
  expect(crps(sums, 0)).toBeCloseTo((3 + 0.5 * (2 + 4 * 2) + 0.1 * (4 + 20 * 1)) / 5, 12)
})

it('crps approaches the integral over all quantiles', () => {
  // That of the uniform distribution over −1 … 1 is a third of the half-width, when the errors are drawn from it.
  expect(Math.abs(ofEvenErrors(0.025, 1) - 1 / 3)).toBeLessThan(0.01)
  expect(ofEvenErrors(0.025, 1.5)).toBeGreaterThan(ofEvenErrors(0.025, 1))
  expect(ofEvenErrors(0.025, 0.6)).toBeGreaterThan(ofEvenErrors(0.025, 1))
})

it('crps is unknown without intervals', () => {
  const sums = new ErrorSums(1, [])
  sums.add(0, 1)
  expect(crps(sums, 0)).toBeNaN()
})

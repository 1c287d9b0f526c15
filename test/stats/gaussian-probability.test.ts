import { expect, it } from 'vitest'
import { gaussianProbability } from '../../src/stats/gaussian-probability.ts'
import { gaussianQuantile } from '../../src/stats/gaussian-quantile.ts'

it('has the values of R’s pnorm', () => {
  const known: readonly (readonly [number, number])[] = [
    [0, 0.5],
    [1, 0.841344746068543],
    [-1, 0.158655253931457],
    [1.959963984540054, 0.975],
    [-3, 0.00134989803163009],
    [4.5, 0.999996602326875],
  ]
  for (const [z, p] of known) expect(Math.abs(gaussianProbability(z) - p)).toBeLessThan(7.5e-8)
})

it('goes from 0 to 1, and turns quantiles into their probabilities', () => {
  expect(gaussianProbability(Number.NEGATIVE_INFINITY)).toBe(0)
  expect(gaussianProbability(Number.POSITIVE_INFINITY)).toBe(1)
  expect(gaussianProbability(Number.NaN)).toBeNaN()
  for (let p = 0.01; p < 1; p += 0.01) expect(gaussianProbability(gaussianQuantile(p))).toBeCloseTo(p, 3)
})

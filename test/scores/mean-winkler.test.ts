import { expect, it } from 'vitest'
import { ErrorSums } from '../../src/scores/error-sums.ts'
import { meanWinkler } from '../../src/scores/mean-winkler.ts'
import { errors, mean } from './errors.ts'

it('meanWinkler is the mean over the intervals of a level, and NaN without any', () => {
  const sums = new ErrorSums(1, [0.5, 0.8])
  const all = errors(40)
  for (const { actual, lower, upper } of all) sums.addInterval(0, 1, actual, lower, upper)
  const score = ({ actual, lower, upper }: (typeof all)[number]) =>
    upper - lower + (actual < lower ? 10 * (lower - actual) : actual > upper ? 10 * (actual - upper) : 0)
  expect(meanWinkler(sums, 0, 1)).toBeCloseTo(mean(all.map(score)), 10)
  expect(meanWinkler(sums, 0, 0)).toBeNaN()
})

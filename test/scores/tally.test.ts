import { expect, it } from 'vitest'
import { ErrorSums } from '../../src/scores/error-sums.ts'
import { tally } from '../../src/scores/tally.ts'

it('tally works out every metric of a cell', () => {
  const sums = new ErrorSums(2, [0.5])
  sums.add(1, 3)
  sums.add(1, -4)
  sums.addInterval(1, 0, 1, 0, 2)
  sums.addInterval(1, 0, 5, 0, 4)
  sums.addInterval(1, 0, 1, Number.NaN, Number.NaN)
  expect(tally(sums, 1)).toEqual({
    count: 2,
    mae: 3.5,
    rmse: Math.sqrt(12.5),
    mse: 12.5,
    crps: (3.5 + 0.5 * 5) / 3,
    coverage: [0.5],
    width: [3],
    winkler: [(2 + (4 + 4 * 1)) / 2],
  })
})

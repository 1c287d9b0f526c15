import { describe, expect, it } from 'vitest'
import { TallySums } from '../../src/forecaster/tally.ts'

describe('TallySums', () => {
  it('means what it has counted', () => {
    const sums = new TallySums([0.5])
    sums.add(3)
    sums.add(-4)
    sums.addInterval(0, 0, 2, 1)
    sums.addInterval(0, 0, 4, 5)
    const { count, mae, mse, rmse, coverage, width, winkler } = sums.tally
    expect([count, mae, mse, rmse]).toEqual([2, 3.5, 12.5, Math.sqrt(12.5)])
    expect([coverage, width, winkler]).toEqual([[0.5], [3], [(2 + (4 + 4 * 1)) / 2]])
  })

  it('leaves out intervals that are not known', () => {
    const sums = new TallySums([0.5])
    sums.addInterval(0, Number.NaN, Number.NaN, 1)
    sums.addInterval(0, 0, 2, 1)
    expect(sums.tally.coverage).toEqual([1])
  })
})

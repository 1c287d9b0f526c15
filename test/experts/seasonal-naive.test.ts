import { describe, expect, it } from 'vitest'
import { SeasonalNaive } from '../../src/experts/seasonal-naive.ts'
import { follow, shape, steps } from './steps.ts'

describe('seasonal naive', () => {
  it('repeats the value a season ago, and further ahead that of the same phase', () => {
    const said = follow(new SeasonalNaive(shape([1, 2, 3, 4, 7]), 3), steps([1, 2, 3, 4, 5]), 5)
    expect(said[4]).toEqual([3, 4, 5, 3, 3])
  })

  it('is persistence if the value a season ago is unknown', () => {
    const said = follow(new SeasonalNaive(shape([1, 2, 3]), 3), steps([1, 2, 3]), 3)
    expect(said).toEqual([
      [1, 1, 1],
      [2, 1, 2],
      [1, 2, 3],
    ])
  })
})

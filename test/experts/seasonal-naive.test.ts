import { describe, expect, it } from 'vitest'
import { SeasonalNaive } from '../../src/experts/seasonal-naive.ts'
import { follow, shape, steps } from './steps.ts'

describe('seasonal naive', () => {
  it('repeats the value a season ago, and further ahead that of the same phase', () => {
    const said = follow(new SeasonalNaive(shape([1, 2, 3, 4, 7]), 3), steps([1, 2, 3, 4, 5]), 5)
    expect(said[4]).toEqual([3, 4, 5, 3, 3])
  })

  it('sleeps until the value a season before the target is known, channel by channel', () => {
    const said = follow(new SeasonalNaive(shape([1, 2, 3]), 3), steps([1, 2, 3]), 3)
    const unknown = Number.NaN
    expect(said).toEqual([
      [unknown, unknown, 1],
      [unknown, 1, 2],
      [1, 2, 3],
    ])
  })
})

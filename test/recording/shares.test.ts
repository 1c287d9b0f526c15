import { expect, it } from 'vitest'
import { shareOf } from '../../src/recording/shares.ts'

it('four have a whole budget each, and more of them four budgets together at most', () => {
  expect([1, 4, 5, 8, 9, 16, 1000].map((sharers) => shareOf(4096, sharers))).toEqual([
    4096, 4096, 2048, 2048, 1024, 1024, 16,
  ])
})

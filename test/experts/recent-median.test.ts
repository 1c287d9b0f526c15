import { describe, expect, it } from 'vitest'
import { RecentMedian } from '../../src/experts/recent-median.ts'
import { follow, shape, steps } from './steps.ts'

const last = (expert: RecentMedian, rows: readonly (number | readonly number[])[], size: number) =>
  follow(expert, steps(rows), size).at(-1)

describe('RecentMedian', () => {
  it('is the median of the last values', () => {
    expect(last(new RecentMedian(shape([1, 5]), 5, 1), [9, 9, 0, 3, 4, 0, 5], 2)).toEqual([3, 3])
    expect(last(new RecentMedian(shape([1]), 51, 1), [0, 2, 0, 0, 7], 1)).toEqual([0])
  })

  it('is that of the same phase of the season', () => {
    // Closed on every third day; the next one is open.
    const days = [5, 8, 0, 6, 9, 0, 5, 7, 0]
    expect(last(new RecentMedian(shape([1, 2, 3, 4]), 3, 3), days, 4)).toEqual([5, 8, 0, 5])
    expect(last(new RecentMedian(shape([1, 2, 3]), 2, 3), days, 3)).toEqual([5, 7, 0])
  })

  it('sleeps while there are few zeros, by channel', () => {
    const rows = Array.from({ length: 20 }, (_, t) => [t % 5, t % 3 === 0 ? 2 : 0])
    expect(last(new RecentMedian(shape([1], 2), 51, 1), rows, 2)).toEqual([Number.NaN, 0])
  })

  it('leaves missing values out', () => {
    const expert = new RecentMedian(shape([1]), 4, 1)
    expect(last(expert, [0, 0, 5, 6, Number.NaN], 1)).toEqual([Number.NaN])
    expect(last(new RecentMedian(shape([1]), 6, 1), [0, 0, 5, 6, Number.NaN, 7], 1)).toEqual([5])
  })
})

import { expect, it } from 'vitest'
import { totalWorth } from '../../src/scores/total-worth.ts'

it('totalWorth is the mean over all errors of the series', () => {
  const line = { channel: 0, from: 1, to: 1, count: 1, withAll: 1, withNone: 3, without: [2, 1] }
  const more = { ...line, count: 3, withAll: 5, withNone: 7, without: [6, 5] }
  const later = { ...line, from: 2, to: 7 }
  expect(totalWorth([[line, later], [], [more]])).toEqual([
    { ...line, count: 4, withAll: 4, withNone: 6, without: [5, 4] },
    later,
  ])
  expect(totalWorth([])).toEqual([])
})

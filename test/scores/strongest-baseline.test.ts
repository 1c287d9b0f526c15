import { expect, it } from 'vitest'
import { strongestBaseline } from '../../src/scores/strongest-baseline.ts'

const scores = {
  count: [10, 30, 10, 0],
  mae: [2, 4, 6, null],
  baselines: [
    { name: 'the last value', season: null, mae: [3, 9, 5, null] },
    { name: 'a week ago', season: 7, mae: [5, 5, 5, null] },
    { name: 'a year ago', season: 365, mae: [5, 5, 5, null] },
  ],
}

it('strongestBaseline has the least error over all leads of a channel; of equal ones the first', () => {
  // Ours: (2 × 10 + 4 × 30) ÷ 40; the last value is wrong by (3 × 10 + 9 × 30) ÷ 40.
  expect(strongestBaseline(scores, 0, 2)).toEqual({ name: 'a week ago', season: 7, mae: 5, skill: 1 - 3.5 / 5 })
  // Leads that were not scored do not count.
  expect(strongestBaseline(scores, 1, 2)).toEqual({
    name: 'the last value',
    season: undefined,
    mae: 5,
    skill: 1 - 6 / 5,
  })
})

it('strongestBaseline is undefined before the first error', () => {
  expect(strongestBaseline({ ...scores, count: [0, 0, 0, 0] }, 0, 2)).toBeUndefined()
})

import { expect, it } from 'vitest'
import { WorthSums } from '../../src/forecaster/worth-sums.ts'

it('WorthSums groups the leads: the first, those up to the square root of the last, the others', () => {
  const sums = new WorthSums(2, 1, [1, 2, 3, 4, 5, 6, 7, 8, 9])
  expect(sums.worth).toEqual([])
  for (let i = 0; i < 9; i++) sums.add(1, i, [1, 3, 2])
  sums.add(1, 0, [3, 5, 4])
  expect(sums.worth).toEqual([
    { channel: 1, from: 1, to: 1, count: 2, withAll: 2, withNone: 4, without: [3] },
    { channel: 1, from: 2, to: 3, count: 2, withAll: 1, withNone: 3, without: [2] },
    { channel: 1, from: 4, to: 9, count: 6, withAll: 1, withNone: 3, without: [2] },
  ])
})

it('groups without leads are left out', () => {
  const sums = new WorthSums(1, 0, [1, 24])
  for (const i of [0, 1]) sums.add(0, i, [1, 1])
  expect(sums.worth.map(({ from, to }) => [from, to])).toEqual([
    [1, 1],
    [24, 24],
  ])
})

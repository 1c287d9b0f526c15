import { expect, it } from 'vitest'
import { Drift } from '../../src/experts/drift.ts'
import { follow, shape, steps } from './steps.ts'

it('drift continues the line from the first observation to the last', () => {
  expect(follow(new Drift(shape([1, 3])), steps([5, 7, 6, 11]), 2)).toEqual([
    [5, 5],
    [9, 13],
    [6.5, 7.5],
    [13, 17],
  ])
})

it('drift begins with the first value of each channel', () => {
  const late = steps([
    [1, Number.NaN],
    [2, 5],
    [3, 7],
  ])
  expect(follow(new Drift(shape([1], 2)), late, 2)).toEqual([
    [1, Number.NaN],
    [3, 5],
    [4, 9],
  ])
})

import { expect, it } from 'vitest'
import { PendingSums } from '../../src/series/pending-sums.ts'

it('gives the sums of the last values, from origins that were there', () => {
  const sums = new PendingSums(2, [2, 3])
  const said = [1, 2, 3, 4, 5].map((value) => {
    sums.add([value, 10 * value])
    const due = [sums.due(2, 0), sums.due(3, 0), sums.due(2, 1)]
    sums.begin()
    return due
  })
  const none = Number.NaN
  // At the third value the sum since the first origin is 2 + 3.
  expect(said).toEqual([
    [none, none, none],
    [none, none, none],
    [5, none, 50],
    [7, 9, 70],
    [9, 12, 90],
  ])
})

it('does not know a sum with a missing value, and knows the next one again', () => {
  const sums = new PendingSums(1, [2])
  const said = [1, 1, Number.NaN, 1, 1, 1].map((value) => {
    sums.add([value])
    const due = sums.due(2, 0)
    sums.begin()
    return due
  })
  expect(said).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN, 2, 2])
})

it('has no sum across a gap', () => {
  const sums = new PendingSums(1, [2])
  for (const value of [1, 2, 3]) {
    sums.add([value])
    sums.begin()
  }
  sums.clear()
  sums.add([4])
  expect(sums.due(2, 0)).toBeNaN()
})

import { expect, it } from 'vitest'
import { SumScores } from '../../src/scores/sum-scores.ts'

const bound = (value: number) => [Float64Array.of(value)]

it('scores each sum when it ends: error, and whether the interval held it', () => {
  const scores = new SumScores(1, [2], [0.8])
  for (const value of [1, 2, 3, 4])
    scores.score([value], { over: [2], values: Float64Array.of(5), lower: bound(4), upper: bound(6) }, true)
  // The sums are 5 and 7.
  expect([...scores.count]).toEqual([2])
  expect([...scores.mae]).toEqual([1])
  expect([...scores.coverage[0]!]).toEqual([0.5])
})

it('does not score a sum with a missing value, nor across a gap, nor what is not counted', () => {
  const scores = new SumScores(1, [2], [0.8])
  const sums = { over: [2], values: Float64Array.of(5), lower: bound(4), upper: bound(6) }
  for (const value of [1, Number.NaN, 3, 4]) scores.score([value], sums, true)
  expect([...scores.count]).toEqual([1])
  scores.restart()
  for (const value of [1, 2, 3, 4]) scores.score([value], sums, value > 1)
  expect([...scores.count]).toEqual([2])
})

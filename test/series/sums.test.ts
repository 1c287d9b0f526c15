import { expect, it } from 'vitest'
import { intervalsAt, sumsOf } from '../../src/series/sums.ts'

const bound = (...values: number[]) => [Float64Array.from(values)]
const sums = { over: [2, 7], values: Float64Array.of(1, 2, 3, 4), lower: bound(0, 1, 2, 3), upper: bound(5, 6, 7, 8) }

it('sumsOf gives the sums of a channel by their k', () => {
  expect(sumsOf(sums, [0.8], 1)).toEqual([
    { over: 2, forecast: 3, intervals: [{ level: 0.8, lower: 2, upper: 7 }] },
    { over: 7, forecast: 4, intervals: [{ level: 0.8, lower: 3, upper: 8 }] },
  ])
})

it('intervalsAt gives those of all levels', () => {
  expect(intervalsAt([0.8], sums, 0)).toEqual([{ level: 0.8, lower: 0, upper: 5 }])
})

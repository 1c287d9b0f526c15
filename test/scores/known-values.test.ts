import { expect, it } from 'vitest'
import { KnownValues, wholeSeasons } from '../../src/scores/known-values.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

const none = Number.NaN

it('repeats the last known value for a missing one, channel by channel', () => {
  const known = new KnownValues(2, 3)
  for (const values of [
    [none, 1],
    [5, none],
    [6, 3],
    [none, none],
    [8, 4],
  ])
    known.push(values)
  expect([0, 1, 2, 3, 4].map((age) => known.ago(age, 0))).toEqual([8, 6, 6, 5, none])
  expect([0, 1, 2, 3, 4].map((age) => known.ago(age, 1))).toEqual([4, 3, 3, 1, none])
})

it('carries no value across a restart', () => {
  const known = new KnownValues(1, 2)
  known.push([7])
  known.clear()
  expect(known.ago(0, 0)).toBeNaN()
  known.push([none])
  expect(known.ago(0, 0)).toBeNaN()
  known.push([2])
  expect([0, 1, 2].map((age) => known.ago(age, 0))).toEqual([2, none, none])
})

it('wholeSeasons is the first multiple of the season at or beyond the lead', () => {
  expect([1, 6, 7, 8, 14, 15].map((lead) => wholeSeasons(lead, 7))).toEqual([7, 7, 7, 14, 14, 21])
})

it('continues from a snapshot', () => {
  const known = new KnownValues(1, 2)
  for (const value of [1, 2, 3, 4]) known.push([value])
  const later = new KnownValues(1, 2)
  restore(later, snapshot(known))
  for (const each of [known, later]) each.push([none])
  expect([0, 1, 2].map((age) => later.ago(age, 0))).toEqual([4, 4, 3])
})

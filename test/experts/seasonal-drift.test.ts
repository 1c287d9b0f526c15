import { expect, it } from 'vitest'
import { SeasonalDrift } from '../../src/experts/seasonal-drift.ts'
import { follow, shape, steps } from './steps.ts'

it('seasonal drift shifts the last season by the change of the series since', () => {
  const said = follow(new SeasonalDrift(shape([1, 2, 3]), 3), steps([1, 2, 3, 11, 12]), 3)
  expect(said[2]).toEqual([Number.NaN, Number.NaN, Number.NaN])
  expect(said[3]).toEqual([12, 13, 21])
  expect(said[4]).toEqual([13, 21, 22])
})

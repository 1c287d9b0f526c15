import { expect, it } from 'vitest'
import { Persistence } from '../../src/experts/persistence.ts'
import { follow, shape, steps } from './steps.ts'

it('persistence forecasts the last value at every lead, channel by channel', () => {
  const said = follow(
    new Persistence(shape([1, 2], 2)),
    steps([
      [1, 10],
      [2, 20],
    ]),
    4,
  )
  expect(said).toEqual([
    [1, 1, 10, 10],
    [2, 2, 20, 20],
  ])
})

import { expect, it } from 'vitest'
import { leadColumns, offeredColumns } from '../../src/sources/offered-columns.ts'

it('lists a column for the only target, or one for each', () => {
  const columns = offeredColumns({ dwd: 'a', ecmwf: { wind: 'b' } }, ['temp', 'wind'])
  expect(columns.map(({ column, forecaster, channel }) => [column, forecaster, channel])).toEqual([
    ['a', 0, 0],
    ['b', 1, 1],
  ])
})

it('finds the columns of all leads by their name', () => {
  const names = ['t_1h', 't_24h', 't_0h', 't_x1h', 't_1', 'u_1h', 't_01h']
  expect(leadColumns('t_{lead}h', names)).toEqual([
    { column: 't_1h', lead: 1 },
    { column: 't_24h', lead: 24 },
  ])
  expect(leadColumns('t_1h', names)).toEqual([])
})

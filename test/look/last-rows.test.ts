import { describe, expect, it } from 'vitest'
import { lastRows } from '../../src/look/last-rows.ts'
import type { WholeTable } from '../../src/look/whole-table.ts'

const day = 86_400_000
const start = Date.UTC(2022, 0, 1)
const tableOf = (values: readonly number[], times = values.map((_, i) => start + i * day)): WholeTable => ({
  times: Float64Array.from(times),
  values: [Float64Array.from(values)],
  codes: [],
  rejects: [],
})
const some = Array.from({ length: 30 }, (_, i) => i)

describe('lastRows', () => {
  it('ends before the rows at the end that have no value', () => {
    expect(lastRows(tableOf([...some, Number.NaN, Number.NaN]), 'sales', false)).toEqual({
      until: '2022-01-30T00:00:00.000Z',
      why: '2 rows after 2022-01-30 have no sales: forecasts begin there',
    })
    expect(lastRows(tableOf([...some, Number.NaN].reverse()), 'sales', false)).toBeUndefined()
    expect(lastRows(tableOf([...some, Number.NaN, 4]), 'sales', false)).toBeUndefined()
    expect(lastRows(tableOf(some.map(() => Number.NaN)), 'sales', false)).toBeUndefined()
  })

  it('keeps the rest of the last period', () => {
    expect(lastRows(tableOf([...some, Number.NaN]), 'sales', true)).toEqual({
      until: '2022-01-30T23:59:59.999Z',
      why: '1 row after 2022-01-30 has no sales: forecasts begin there',
    })
  })

  it('ends before rows far ahead, and before those without a value that come first', () => {
    const times = [...some.map((i) => start + i * day), start + 30 * day, Date.UTC(2099, 0, 1)]
    expect(lastRows(tableOf([...some, 30, 1], times), 'sales', false)).toEqual({
      until: '2022-01-31T00:00:00.000Z',
      why: '1 row is far ahead of all others, at 2099-01-01: check it',
    })
    expect(lastRows(tableOf([...some, Number.NaN, 1], times), 'sales', false)).toEqual({
      until: '2022-01-30T00:00:00.000Z',
      why: '1 row is far ahead of all others, at 2099-01-01: check it; 1 row after 2022-01-30 has no sales: forecasts begin there',
    })
  })
})

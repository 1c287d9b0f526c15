import { describe, expect, it } from 'vitest'
import { lastRows, toldAfter } from '../../src/look/last-rows.ts'
import type { WholeTable } from '../../src/look/whole-table.ts'
import { columnsIn, csv, day as dayText, times } from './table-of.ts'

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
    expect(lastRows(tableOf([...some, Number.NaN, Number.NaN]), 'sales', false, () => true)).toMatchObject({
      until: '2022-01-30T00:00:00.000Z',
      after: Date.UTC(2022, 0, 30),
      end: Number.POSITIVE_INFINITY,
      why: '2 rows after 2022-01-30 have no sales: forecasts begin there',
    })
    expect(lastRows(tableOf([...some, Number.NaN].reverse()), 'sales', false, () => true)).toBeUndefined()
    expect(lastRows(tableOf([...some, Number.NaN, 4]), 'sales', false, () => true)).toBeUndefined()
    expect(lastRows(tableOf(some.map(() => Number.NaN)), 'sales', false, () => true)).toBeUndefined()
  })

  it('keeps the rest of the last period', () => {
    expect(lastRows(tableOf([...some, Number.NaN]), 'sales', true, () => true)).toMatchObject({
      until: '2022-01-30T23:59:59.999Z',
      why: '1 row after 2022-01-30 has no sales: forecasts begin there',
    })
  })

  it('ends before rows far ahead, and before those without a value that come first', () => {
    const times = [...some.map((i) => start + i * day), start + 30 * day, Date.UTC(2099, 0, 1)]
    expect(lastRows(tableOf([...some, 30, 1], times), 'sales', false, () => true)).toMatchObject({
      until: '2022-01-31T00:00:00.000Z',
      end: Date.UTC(2022, 0, 31),
      why: '1 row is far ahead of all others, at 2099-01-01: check it',
    })
    expect(lastRows(tableOf([...some, Number.NaN, 1], times), 'sales', false, () => true)).toMatchObject({
      until: '2022-01-30T00:00:00.000Z',
      why: '1 row is far ahead of all others, at 2099-01-01: check it; 1 row after 2022-01-30 has no sales: forecasts begin there',
    })
  })

  it('goes on to the last row if nothing else is known after the last value', () => {
    const nothing = () => false
    expect(lastRows(tableOf([...some, Number.NaN, Number.NaN]), 'sales', false, nothing)).toMatchObject({
      why: '2 rows after 2022-01-30 have no sales: forecasts begin after them',
    })
    const far = [...some.map((i) => start + i * day), start + 30 * day, Date.UTC(2099, 0, 1)]
    expect(lastRows(tableOf([...some, Number.NaN, 1], far), 'sales', false, nothing)?.until).toBe(
      '2022-01-31T00:00:00.000Z',
    )
  })
})

describe('toldAfter', () => {
  it('says whether another column that is not constant has a cell at a later time', async () => {
    const rows = times(20, (i) => [dayText(i), 'a', i < 15 ? i : '', i < 18 ? i % 3 : '', i < 18 ? `x${i % 2}` : ''])
    const at = times(20, (i) => i)
    const columns = await columnsIn(csv('date,place,sales,promo,word', rows))
    const told = toldAfter(columns, at, ['date', 'sales'])
    expect([told(14), told(16), told(17)]).toEqual([true, true, false])
    expect(toldAfter(columns, at, ['date', 'sales', 'promo', 'word'])(14)).toBe(false)
  })
})

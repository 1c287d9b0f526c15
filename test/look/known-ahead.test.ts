import { expect, it } from 'vitest'
import { knownAhead } from '../../src/look/known-ahead.ts'
import { columnsIn, csv, day, times } from './table-of.ts'

it('has the columns of numbers that are filled in all rows after the last target', async () => {
  const row = (i: number) => [day(i), i < 15 ? i : '', i % 3, i < 18 ? i % 4 : '', `x${i % 2}`]
  const columns = await columnsIn(csv('date,sales,promo,wind,word', times(20, row)))
  const others = columns.filter(({ name }) => name !== 'date' && name !== 'sales')
  const at = times(20, (i) => i)
  const last = (after: number, end: number) => ({ after, end, why: '' })
  expect(knownAhead(others, at, last(14, Number.POSITIVE_INFINITY))).toEqual(['promo'])
  expect(knownAhead(others, at, last(14, 17))).toEqual(['promo', 'wind'])
  expect(knownAhead(others, at, last(19, 19))).toEqual([])
  expect(knownAhead(others, at, undefined)).toEqual([])
})

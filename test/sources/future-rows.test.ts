import { expect, it } from 'vitest'
import type { Observation } from '../../src/series/observation.ts'
import { FutureRows } from '../../src/sources/future-rows.ts'
import type { Rows } from '../../src/sources/rows.ts'

const row = (time: number, value: number, known = Number.NaN): Observation => ({
  time,
  values: [value],
  known: [known],
})
const none = Number.NaN
const named = (rows: Rows) =>
  rows.map((one) => (typeof one === 'object' && 'time' in one ? `${one.time}${one.future ? ' future' : ''}` : one))

/** What is decided at each row and at the end. */
function decided(...rows: Rows) {
  const future = new FutureRows()
  return [...rows.map((one) => named(future.push([one]))), named(future.end())]
}

it('holds rows without a target until another follows', () => {
  expect(decided(row(1, 1, 1), row(2, none, 1), row(3, 3, 1))).toEqual([['1'], [], ['2', '3'], []])
})

it('marks those after the last target at the end, also the ones that tell nothing', () => {
  const rows = [row(1, 1), row(2, none), row(3, none, 1), 'header' as const, row(4, none)]
  expect(decided(...rows).at(-1)).toEqual(['2 future', '3 future', 'header', '4 future'])
})

it('marks none if none of them tells what is known ahead', () => {
  expect(decided(row(1, 1), row(2, none), row(3, none)).at(-1)).toEqual(['2', '3'])
})

it('takes a row for missing if another series has a target of that time', () => {
  const rows = [row(1, 1, 1), row(2, none, 1), row(2, 5, 1), row(3, none, 1)]
  expect(decided(...rows)).toEqual([['1'], [], ['2', '2'], [], ['3 future']])
})

it('ends a series where another begins at an earlier time', () => {
  const rows = [row(1, 1, 1), row(2, none, 1), row(1, 5, 1), row(2, none, 1)]
  expect(decided(...rows)).toEqual([['1'], [], ['2 future', '1'], [], ['2 future']])
})

it('keeps what was marked before', () => {
  const issued = { ...row(5, none, 1), future: true }
  expect(decided(row(1, 1), issued, row(2, 2)).slice(1)).toEqual([[], ['5 future', '2'], []])
})

import { expect, it } from 'vitest'
import { notesOf } from '../../src/look/notes.ts'
import { columnsIn, csv, day, times } from './table-of.ts'

it('says what was found, with counts', async () => {
  const [, rain] = await columnsIn(
    csv(
      'date,rain',
      times(3, (i) => [day(i), 0]),
    ),
  )
  const time = { columns: ['year', 'month'], style: { clock: 'iso' as const }, cells: [], times: [] }
  const reject = {
    count: 1200,
    first: { reason: 'expected a number, got "x"', raw: [], column: 'rain', place: { file: 'a.csv', line: 3 } },
  }
  const table = { times: new Float64Array(1000), values: [], codes: [], rejects: [reject] }
  const keys = { columns: ['store', 'item'], count: 1234, of: new Int32Array(0) }
  expect(notesOf(time, rain!, keys, { late: 17, newestFirst: false, repeated: 3, clash: false }, table)).toEqual([
    'the time is in 2 columns: “year”, “month”',
    '“store” and “item” tell 1,234 series apart',
    '“rain” is 0 in every row: nothing has changed yet',
    '17 of 1,000 rows are out of order: they are sorted by time',
    '3 rows repeat a time: the first is kept',
    '1,200 rows cannot be used; the first: a.csv:3 rain: expected a number, got "x"',
  ])
  expect(
    notesOf(
      time,
      rain!,
      undefined,
      { late: 9, newestFirst: true, repeated: 0, clash: false },
      { ...table, rejects: [] },
    ),
  ).toContain('the newest row comes first: rows are sorted by time')
})

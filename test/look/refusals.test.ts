import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { noNumbers, noTimes, notNumbers, severalRowsATime, singleEvents } from '../../src/look/refusals.ts'
import { columnsIn, csv, day, times } from './table-of.ts'

it('shows the cell of the column that is most likely meant', async () => {
  const columns = await columnsIn(
    csv(
      'Sales,Period',
      times(3, (i) => [i, `FY${i}`]),
    ),
  )
  expect(noTimes('a.csv', columns, undefined).message).toMatch(
    /^a\.csv: expected a column of times .*, got “FY0” in “Period”; name the column/,
  )
  expect(noTimes('a.csv', columns, ['Sales']).message).toContain('got “0” in “Sales”; name another column with --time')
})

it('shows the first cell that is not a number', async () => {
  const columns = await columnsIn(
    csv(
      'date,kind,rate',
      times(3, (i) => [day(i), 'x', `r${i}`]),
    ),
  )
  expect(noNumbers('a.csv', columns, ['date']).message).toContain('beside “date”, got “r0” in “rate”')
  expect(notNumbers('a.csv', columns[1]!).message).toBe(
    'a.csv: expected numbers in “kind”, got “x”; name another column with --target',
  )
  expect(noNumbers('a.csv', columns.slice(0, 1), ['date']).message).toContain('got no other column')
})

it('says what tells rows of one time apart, if anything does', () => {
  const time = { columns: ['date'], style: { clock: 'iso' as const }, cells: [], times: [] }
  const order = { late: 0, newestFirst: false, repeated: 9, clash: true }
  expect(severalRowsATime('a.csv', time, order, {}, undefined, 'cure').message).toMatch(/no column that tells.*; cure$/)
  expect(severalRowsATime('a.csv', time, order, { by: ['shop'] }, 'period', 'cure').message).toBe(
    'a.csv: expected one row for each time and “shop”, got 9 rows whose “date” is that of another row, and only “period” tells them apart; cure',
  )
  expect(singleEvents('a.csv', time, 'cure').message).toMatch(/in no order by “date”; cure$/)
})

it('gives a list of numbers dates by a command that works', async () => {
  const { message } = noTimes('list.csv', await columnsIn('value\n5\n6.5\n7\n'), undefined)
  const [, command] = /number the rows as days: (.*) < list\.csv \| rxcast forecast -$/.exec(message)!
  expect(execFileSync('sh', ['-c', command!], { input: 'value\n5\n6.5\n7\n', encoding: 'utf8' })).toBe(
    '2024-01-01,5\n2024-01-02,6.5\n2024-01-03,7\n',
  )
})

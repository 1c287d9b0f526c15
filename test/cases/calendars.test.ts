import { expect, it } from 'vitest'
import { answerTo, inputOf } from './answer.ts'

/** File, cadence, and the first and last time that is forecast. */
const files = [
  ['weekends-imputed/one-saturday.csv', '1bd', '2024-02-07T00:00:00.000Z', '2024-02-13T00:00:00.000Z'],
  ['weekends-imputed/closed-sundays.csv', '1d mon-sat', '2024-02-03T00:00:00.000Z', '2024-02-09T00:00:00.000Z'],
  ['weekends-imputed/fx-with-sundays.csv', '1d sun-fri', '2024-02-04T00:00:00.000Z', '2024-02-09T00:00:00.000Z'],
  [
    'weekends-imputed/offset-plus-nine.csv',
    ...['1bd +09:00', '2024-02-09T00:00:00.000+09:00', '2024-02-15T00:00:00.000+09:00'],
  ],
  ['month-end-dates-drift/monthly.csv', '1mo end', '2021-03-31T00:00:00.000Z', '2022-02-28T00:00:00.000Z'],
  ['last-trading-day-of-month/index.csv', '1mo last bd', '2017-05-31T00:00:00.000Z', '2018-04-30T00:00:00.000Z'],
  ['trading-sessions/bars.csv', '1h 09:30-15:30 mon-fri', '2024-06-11T09:30:00.000Z', '2024-06-11T15:30:00.000Z'],
  ['trading-sessions/shop-hours.csv', '1h 09:00-17:00', '2024-06-06T09:00:00.000Z', '2024-06-06T17:00:00.000Z'],
  [
    'sensors-that-report-when-they-like/jitter.csv',
    ...['1min', '2024-01-01T00:28:57.000Z', '2024-01-01T00:37:57.000Z'],
  ],
] as const

it.each(files)('%s is forecast on its own days and hours, %s', async (file, cadence, first, last) => {
  const answer = await answerTo(inputOf(file))
  expect([answer.cadence, answer.next[0]!.time, answer.next.at(-1)!.time]).toEqual([cadence, first, last])
  expect(answer.rows).toMatchObject({ imputed: 0, rejected: 0, skipped: 0, filled: 0 })
})

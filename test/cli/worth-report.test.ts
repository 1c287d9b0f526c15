import { expect, it } from 'vitest'
import { worthReport } from '../../src/cli/worth-report.ts'
import { outcome } from './outcome.ts'

const screen = { paint: (_: string, text: string) => text } as unknown as Parameters<typeof worthReport>[2]

it('shows by how much less the error was by each column, and which were worth nothing', () => {
  const worth = [
    { channel: 0, from: 1, to: 1, count: 9, withAll: 8, withNone: 10, without: [9, 8] },
    { channel: 0, from: 2, to: 7, count: 54, withAll: 10, withNone: 11, without: [10.5, 9.9] },
  ]
  const run = { ...outcome, known: ['price', 'rain'], worth }
  expect(worthReport(run, 0, screen)).toEqual([
    'what the columns known ahead were worth: less error than without all or one of them',
    'lead  MAE without   with      all    price    rain',
    '1           10.00  8.000  +20.0 %  +11.1 %   0.0 %',
    '2–7         11.00  10.00   +9.1 %   +4.8 %  −1.0 %',
    'worth nothing so far: rain',
  ])
  expect(worthReport(run, 1, screen)).toEqual([])
  const alike = worth.map((line) => ({ ...line, without: [line.withAll, line.withAll] }))
  expect(worthReport({ ...run, worth: alike }, 0, screen).at(-1)).toBe(
    'each worth nothing so far beside the others: price, rain',
  )
})

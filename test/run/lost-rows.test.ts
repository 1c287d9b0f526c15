import { describe, expect, it } from 'vitest'
import { LostRows } from '../../src/run/lost-rows.ts'

const rows = (rows: number, rejected: number, skipped: number) => ({
  rows,
  accepted: rows - rejected - skipped,
  imputed: 0,
  rejected,
  skipped,
  filled: 0,
  restarts: 0,
})
const reject = (line: number, column: string, reason: string) => ({
  place: { file: 'a.csv', line },
  column,
  reason,
  raw: [],
})

describe('LostRows', () => {
  it('reports nothing for a tenth of the rows', () => {
    expect(new LostRows().warning(rows(100, 5, 5))).toBeUndefined()
  })

  it('gives the most frequent reason by its first row, with its cure, whatever the values', () => {
    const lost = new LostRows()
    lost.add(reject(2, 'y', 'expected a number, got "x"; mend the cell'))
    for (let line = 3; line < 9; line++)
      lost.add(reject(line, 'day', `expected an ISO 8601 time, got "${line}/31/2020"; set timeFormat to "M/d/yyyy"`))
    expect(lost.warning(rows(20, 7, 0))).toBe(
      '7 of 20 rows were not used (7 rejected, 0 skipped); the most frequent reason, 6 times: a.csv:3 day: expected an ISO 8601 time, got "3/31/2020"; set timeFormat to "M/d/yyyy"',
    )
  })

  it('gives no count for reasons that occurred once', () => {
    const lost = new LostRows()
    lost.add(reject(2, 'y', 'expected a number, got "x"; mend the cell'))
    lost.add(reject(3, 'day', 'expected an ISO 8601 time, got "?"'))
    expect(lost.warning(rows(4, 2, 0))).toBe(
      '2 of 4 rows were not used (2 rejected, 0 skipped); the first reason: a.csv:2 y: expected a number, got "x"; mend the cell',
    )
  })

  it('explains skipped rows', () => {
    expect(new LostRows().warning(rows(20, 0, 10))).toBe(
      '10 of 20 rows were not used (0 rejected, 10 skipped): their times had been seen before; if the file holds several series, keep the rows of one',
    )
  })
})

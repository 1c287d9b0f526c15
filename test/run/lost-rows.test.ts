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
      '10 of 20 rows were not used (0 rejected, 10 skipped): their times had been seen before; if it holds several series, set by on the source to the columns that tell them apart, and if its time is in several columns, list them all under time',
    )
  })

  it.each([
    [false, 'set sort: true on the source if the rows are in no order'],
    [true, 'set lateness of inOrder to the longest time that rows come late by'],
  ])('has a cure for late rows: live %s', (live, cure) => {
    const lost = new LostRows({ live })
    lost.add({ reason: 'expected a time after 2024-01-02, got 2024-01-01; sorted rows would keep it', raw: [] })
    expect(lost.warning(rows(4, 1, 0))).toContain(`would keep it; ${cure}; if it holds several series`)
  })

  it('does not count rows that were put together with others of their time', () => {
    const lost = new LostRows({ merges: true })
    expect([lost.warning(rows(1000, 0, 999)), lost.failure(rows(1000, 0, 999))]).toEqual([undefined, undefined])
    lost.add(reject(2, 'y', 'expected a number, got "x"'))
    expect(lost.warning(rows(20, 4, 10))).toMatch(
      /^4 of 20 rows were not used \(4 rejected, 0 skipped\); the first reason/,
    )
  })

  it('is a failure if nearly all rows were lost, or only a few used of many', () => {
    const failed = [rows(100, 99, 0), rows(30, 0, 28), rows(14, 10, 0), rows(100_000, 100, 98_900)]
    for (const counts of failed) expect(new LostRows().failure(counts)).toMatch(/rows were not used/)
    const used = [rows(0, 0, 0), rows(3, 0, 0), rows(12, 9, 0), rows(100, 90, 0), rows(28, 0, 21)]
    for (const counts of used) expect(new LostRows().failure(counts)).toBeUndefined()
  })
})

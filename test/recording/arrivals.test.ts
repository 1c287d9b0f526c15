import { describe, expect, it } from 'vitest'
import { ArrivalWatch, flowAt } from '../../src/recording/arrivals.ts'

const hourMs = 3_600_000
const old = { time: 0, stepMs: hourMs }
const reject = (line: number) => ({
  place: { file: 'a.csv', line },
  column: 'value',
  reason: 'expected a number',
  raw: [],
})
const start = Date.UTC(2026, 0, 1)

/** A watch to which rows of the past came at these seconds. */
function rowsAt(...seconds: number[]): (second: number) => string {
  const watch = new ArrivalWatch()
  for (const second of seconds) watch.used(start + 1000 * second, old)
  return (second) => flowAt(watch.facts, start + 1000 * second)
}

describe('the arrivals of rows', () => {
  it('wait for the first row', () => {
    expect(flowAt(new ArrivalWatch().facts, start)).toBe('waiting')
  })

  it('count as stopped after three times the longest time between rows, and not before 10 s', () => {
    const fast = rowsAt(0, 0.1, 0.2, 0.3)
    expect([fast(10), fast(11)]).toEqual(['flowing', 'stopped'])
    const slow = rowsAt(0, 60, 120, 121)
    expect([slow(121 + 179), slow(121 + 181)]).toEqual(['flowing', 'stopped'])
  })

  it('wait a minute for the second row', () => {
    const one = rowsAt(0)
    expect([one(59), one(61)]).toEqual(['flowing', 'stopped'])
  })

  it('forget an outage after sixteen more rows', () => {
    const seconds = Array.from({ length: 17 }, (_, i) => 1000 + i)
    const again = rowsAt(0, ...seconds)
    expect([again(1025), again(1027)]).toEqual(['flowing', 'stopped'])
  })

  it('expect the rows of the present a step later, after those of the past came at once', () => {
    const watch = new ArrivalWatch()
    for (let row = 48; row >= 0; row--) watch.used(start + (48 - row), { time: start - row * hourMs, stepMs: hourMs })
    expect(flowAt(watch.facts, start + hourMs)).toBe('flowing')
    expect(flowAt(watch.facts, start + 3 * hourMs + 1000)).toBe('stopped')
  })

  it('turn amber at ten rows rejected in a row, and green with the next that is used', () => {
    const watch = new ArrivalWatch()
    watch.used(start, old)
    for (let row = 0; row < 9; row++) watch.rejected(start, reject(5 + row))
    expect(flowAt(watch.facts, start)).toBe('flowing')
    watch.rejected(start, reject(14))
    expect(flowAt(watch.facts, start)).toBe('rejected')
    expect(watch.facts).toMatchObject({ rejectedInRow: 10, reason: 'a.csv:14 value: expected a number' })
    watch.used(start + 1, old)
    expect(flowAt(watch.facts, start + 1)).toBe('flowing')
    expect(watch.facts).toMatchObject({ rejectedInRow: 0, reason: null })
  })

  it('count rows rejected after the last used one, though rows are read ahead', () => {
    const watch = new ArrivalWatch()
    for (let line = 20; line < 40; line++) if (line !== 25) watch.rejected(start, reject(line))
    for (const line of [17, 18, 19, 25]) watch.used(start, { ...old, place: { file: 'a.csv', line } })
    expect(watch.facts).toMatchObject({ rejectedInRow: 14 })
    for (let line = 40; line < 5000; line++) watch.rejected(start, reject(line))
    expect(watch.facts).toMatchObject({ rejectedInRow: 14 + 4960 })
    watch.used(start, { ...old, place: { file: 'a.csv', line: 5000 } })
    expect(watch.facts).toMatchObject({ rejectedInRow: 0 })
  })

  it('turn amber if all rows are rejected for longer than rows take, however few', () => {
    const watch = new ArrivalWatch()
    watch.used(start, old)
    watch.used(start + 1000, old)
    watch.rejected(start + 8000, reject(5))
    expect(flowAt(watch.facts, start + 10_000)).toBe('flowing')
    expect(flowAt(watch.facts, start + 12_000)).toBe('rejected')
  })

  it('turn amber if the first rows are all rejected', () => {
    const watch = new ArrivalWatch()
    for (let row = 0; row < 10; row++) watch.rejected(start, reject(row))
    expect(flowAt(watch.facts, start)).toBe('rejected')
    expect(watch.facts).toMatchObject({ lastRow: start, lastUsed: null, lateAt: null })
  })

  it('are taken to flow while the clock is unknown', () => {
    expect(rowsAt(0, 1)(Number.NaN)).toBe('flowing')
  })
})

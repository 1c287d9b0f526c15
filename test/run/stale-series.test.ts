import { afterEach, expect, it, vi } from 'vitest'
import { StaleSeries } from '../../src/run/stale-series.ts'
import type { SeriesEvent } from '../../src/series/event.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

const minute = 60_000
const row = { place: { file: 'a.csv', line: 2 }, raw: [] }
const seen = (key: string, at: number, filled = false) => ({
  observation: { time: at * minute, values: [1], key: [key], ...(filled ? {} : { row }) },
})

afterEach(() => vi.useRealTimers())

it('tells of series without rows by the times of the others, and not of what was filled in', () => {
  const told: string[] = []
  const stale = new StaleSeries(false, ({ kind, key, time }) => told.push(`${kind} ${key} ${time / minute}`))
  stale.start()
  for (let at = 0; at < 20; at++) {
    stale.see(seen('a', at))
    stale.see(seen('b', at, at >= 10 && at < 15))
  }
  expect(told).toEqual(['stale b 12', 'recovered b 15'])
})

it('reads the clock in a live run', () => {
  vi.useFakeTimers()
  let now = 0
  const told: SeriesEvent[] = []
  const stale = new StaleSeries(
    true,
    (event) => told.push(event),
    () => now,
  )
  stale.start()
  for (let at = 0; at < 5; at++) {
    now = at * minute
    stale.see(seen('a', at))
  }
  now = 6 * minute
  vi.advanceTimersByTime(2000)
  expect(told).toEqual([])
  now = 8 * minute
  vi.advanceTimersByTime(2000)
  expect(told.map(({ kind, clock }) => [kind, clock])).toEqual([['stale', true]])
  stale.stop()
  expect(vi.getTimerCount()).toBe(0)
})

it('is saved with the run', () => {
  const [one, other] = [0, 1].map(() => new StaleSeries(false, () => {}))
  for (let at = 0; at < 5; at++) one!.see(seen('a', at))
  const [[name, piece]] = one!.pieces() as [[string, never]]
  expect(name).toBe('staleness')
  const [[, into]] = other!.pieces() as [[string, never]]
  restore(into, snapshot(piece))
  expect(snapshot(into)).toEqual(snapshot(piece))
})

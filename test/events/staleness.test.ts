import { describe, expect, it } from 'vitest'
import { Staleness } from '../../src/events/staleness.ts'
import type { SeriesEvent } from '../../src/series/event.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

const day = 86_400_000

/** Rows of several series in the order of their times. */
const rowsOf = (days: Readonly<Record<string, readonly number[]>>): (readonly [string, number])[] =>
  Object.entries(days)
    .flatMap(([key, all]) => all.map((at) => [key, at] as const))
    .sort((a, b) => a[1] - b[1])

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i)
const short = ({ kind, key, time }: SeriesEvent) => `${kind} ${key ?? ''} ${Math.round(time / day)}`

function eventsOf(rows: readonly (readonly [string, number])[], watch = new Staleness()): SeriesEvent[] {
  return rows.flatMap(([key, at]) => watch.row([key], at * day))
}

describe('Staleness by the clock of the data', () => {
  it('says once that a series has no more rows, and once that it has them again', () => {
    const events = eventsOf(rowsOf({ a: range(0, 30), b: [...range(0, 10), ...range(20, 30)], c: range(0, 30) }))
    expect(events.map(short)).toEqual(['stale b 12', 'recovered b 20'])
    expect(events[0]).toEqual({
      kind: 'stale',
      time: 12 * day,
      key: ['b'],
      reason: 'no row for 3 d; before, one came every 1 d or sooner',
    })
    expect(events[1]).toEqual({
      kind: 'recovered',
      of: 'stale',
      time: 20 * day,
      since: 12 * day,
      key: ['b'],
      reason: 'rows come again, after 11 d',
    })
  })

  it('waits for each series as long as its own steps make plausible', () => {
    const weekly = range(0, 20).map((i) => 7 * i)
    expect(eventsOf(rowsOf({ a: range(0, 140), b: weekly }))).toEqual([])
    expect(eventsOf(rowsOf({ a: range(0, 140), b: weekly.slice(0, 10) })).map(short)).toEqual(['stale b 84'])
  })

  it('says nothing when all pause together, or when a series has the only rows', () => {
    const days = [...range(0, 10), ...range(100, 110)]
    expect(eventsOf(rowsOf({ a: days, b: days }))).toEqual([])
    expect(eventsOf(rowsOf({ a: days }))).toEqual([])
  })

  it('does not take the second series of a file for stale if the first has later rows', () => {
    const one = range(0, 100).map((at) => ['a', at] as const)
    const two = range(0, 100).map((at) => ['b', at] as const)
    expect(eventsOf([...one, ...two])).toEqual([])
    // The first ends in the middle of the second.
    expect(eventsOf([...one.slice(0, 50), ...two]).map(short)).toEqual(['stale a 52'])
  })

  it('knows no usual step before the third row', () => {
    expect(eventsOf(rowsOf({ a: range(0, 50), b: [0, 1], c: [0, 1, 2] })).map(short)).toEqual(['stale c 5'])
  })

  it('does not take a single outage for usual', () => {
    const days = [...range(0, 10), ...range(60, 80)]
    expect(eventsOf(rowsOf({ a: range(0, 120), b: days })).map(short)).toEqual([
      'stale b 12',
      'recovered b 60',
      'stale b 82',
    ])
  })

  it('gives the same events after a restore in the middle', () => {
    const rows = rowsOf({ a: range(0, 60), b: [...range(0, 10), ...range(20, 30)], c: range(0, 25), d: range(15, 60) })
    const whole = eventsOf(rows)
    expect(whole.length).toBeGreaterThan(3)
    for (let at = 0; at <= rows.length; at += 7) {
      const first = new Staleness()
      const before = eventsOf(rows.slice(0, at), first)
      const second = new Staleness()
      restore(second, snapshot(first))
      expect([...before, ...eventsOf(rows.slice(at), second)]).toEqual(whole)
    }
  })

  it('finds every one of many series, in the order of their deadlines', () => {
    const rows = range(0, 40).flatMap((at) =>
      range(0, 500)
        .filter((i) => i === 0 || at < 5 + (i % 20))
        .map((i) => [`s${i}`, at] as const),
    )
    const events = eventsOf(rows)
    expect(events).toHaveLength(499)
    expect(events.map(({ time }) => time)).toEqual(events.map(({ time }) => time).sort((a, b) => a - b))
  })
})

describe('Staleness by the clock of the machine', () => {
  const minute = 60_000
  const begun = 1000 * day

  it('finds the only series stale while no rows come', () => {
    const watch = new Staleness({ live: true })
    for (let i = 0; i < 10; i++) expect(watch.row(undefined, begun + i * minute, begun + i * minute + 500)).toEqual([])
    expect(watch.tick(begun + 11 * minute)).toEqual([])
    const [event] = watch.tick(begun + 13 * minute)
    expect(event).toEqual({
      kind: 'stale',
      time: begun + 12 * minute,
      reason: 'no row for 3 min; before, one came every 1 min or sooner',
      clock: true,
    })
    expect(watch.tick(begun + 20 * minute)).toEqual([])
    const [back] = watch.row(undefined, begun + 20 * minute, begun + 20 * minute)
    expect(back).toMatchObject({ kind: 'recovered', of: 'stale', since: begun + 12 * minute, clock: true })
  })

  it('does not take rows of the past that come quickly for stale', () => {
    const watch = new Staleness({ live: true })
    for (let i = 0; i < 1000; i++) expect(watch.row(undefined, i * day, begun + i)).toEqual([])
    expect(watch.tick(begun + 2 * day)).toEqual([])
  })

  it('learns that rows come in batches', () => {
    const watch = new Staleness({ live: true })
    const kinds = range(0, 6).flatMap((batch) => {
      const now = begun + batch * day
      const found = watch.tick(now - minute)
      return [...found, ...range(0, 24).flatMap((h) => watch.row(undefined, now - day + h * 60 * minute, now))].map(
        ({ kind }) => kind,
      )
    })
    expect(kinds).toEqual(['stale', 'recovered'])
  })

  it('waits from the start again after the time between two runs', () => {
    const first = new Staleness({ live: true })
    for (let i = 0; i < 10; i++) first.row(['a'], begun + i * minute, begun + i * minute)
    const second = new Staleness({ live: true })
    restore(second, snapshot(first))
    expect(second.tick(begun + 500 * minute)).toEqual([])
    expect(second.tick(begun + 502 * minute)).toEqual([])
    expect(second.tick(begun + 504 * minute).map(({ kind }) => kind)).toEqual(['stale'])
  })
})

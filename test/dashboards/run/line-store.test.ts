import { expect, it } from 'vitest'
import { LineStore } from '../../../dashboards/run/line-store.ts'
import type { Lines, Overview } from '../../../src/recording/overview-wire.ts'

const lines = (index: readonly number[], firstKey: number, keys: readonly (readonly string[])[], why = ''): Lines => ({
  firstKey,
  keys,
  index,
  state: index.map(() => 1),
  attention: index.map(() => 0),
  why: index.map(() => why),
  time: index.map((i) => 1000 * i),
  value: index.map(() => 1),
  skill: index.map(() => null),
  misses: index.map(() => 0),
  rows: index.map(() => 5),
  events: index.map(() => 0),
})
const overview: Overview = {
  run: { id: 'a', title: 'shop', by: ['store'], channels: ['sales', 'price'] },
  lines: lines([0, 1], 0, [['north']]),
  events: [{ number: 3, kind: 'drift', time: 5, index: 0, reason: 'a step' }],
  status: { state: 'live', observations: 1, fraction: null, rows: null, notes: [], problem: null },
}

it('keeps the newest of every line, and takes new series', () => {
  const store = new LineStore()
  store.begin(overview)
  store.change(lines([1, 2, 3], 1, [['south']], 'worse'))
  expect(store.lines.map(({ key, channel, why }) => [key[0], channel, why])).toEqual([
    ['north', 0, ''],
    ['north', 1, 'worse'],
    ['south', 0, 'worse'],
    ['south', 1, 'worse'],
  ])
  expect(store.newest).toBe(3000)
  expect(store.partsOf(store.lines[3]!)).toEqual(['south', 'price'])
  expect(store.find(['south'], 'price')).toBe(3)
  expect(store.find(['west'], 'price')).toBe(-1)
})

it('leaves out the name of the target in reasons if there is only one', () => {
  const reason = 'sales: its unit has changed'
  const of = (channels: readonly string[]) => {
    const store = new LineStore()
    const events = [{ number: 0, kind: 'drift', time: 5, index: 0, reason }] as const
    store.begin({ ...overview, run: { ...overview.run, channels }, lines: lines([0], 0, [['north']], reason), events })
    return [store.lines[0]!.why, store.events[0]!.reason]
  }
  expect(of(['sales'])).toEqual(['its unit has changed', 'its unit has changed'])
  expect(of(['sales', 'price'])).toEqual([reason, reason])
})

it('takes each event once', () => {
  const store = new LineStore()
  store.begin(overview)
  store.note([
    { number: 3, kind: 'drift', time: 5, index: 0, reason: 'a step' },
    { number: 4, kind: 'stale', time: 6, index: 1, reason: 'no rows' },
  ])
  expect(store.events.map(({ number }) => number)).toEqual([3, 4])
})

it('starts over with another run', () => {
  const store = new LineStore()
  store.begin(overview)
  store.change(lines([2], 1, [['south']]))
  store.begin(overview)
  expect(store.lines).toHaveLength(2)
  expect(store.find(['south'], 'sales')).toBe(-1)
})

import { describe, expect, it } from 'vitest'
import { EventList, mostEvents } from '../../src/recording/event-list.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

describe('EventList', () => {
  it('numbers events, and keeps the last 2,000', () => {
    const list = new EventList()
    for (let time = 0; time < mostEvents + 3; time++) list.add({ kind: 'alert', time, reason: 'r', key: ['a'] }, 7)
    expect([list.first, list.end, list.from(0).length]).toEqual([3, mostEvents + 3, mostEvents])
    expect(list.from(0)[0]).toEqual({ kind: 'alert', time: 3, reason: 'r', number: 3, index: 7 })
    expect(list.from(mostEvents + 2).map(({ time }) => time)).toEqual([mostEvents + 2])
  })

  it('is the same after a restart', () => {
    const [before, after] = [new EventList(), new EventList()]
    before.add({ kind: 'anomaly', time: 5, reason: 'far', channel: 1, rarity: 0.001 }, 1)
    before.add({ kind: 'stale', time: 6, reason: 'silent', clock: true }, 0)
    before.add({ kind: 'recovered', time: 7, reason: 'again', of: 'stale', since: 6, clock: true }, 0)
    restore(after, snapshot(before))
    expect(JSON.stringify(after.from(0))).toBe(JSON.stringify(before.from(0)))
    expect(after.end).toBe(3)
  })
})

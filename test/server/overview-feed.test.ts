import { describe, expect, it } from 'vitest'
import { KeyedRecorders } from '../../src/recording/keyed-recorders.ts'
import { OverviewData } from '../../src/recording/overview.ts'
import type { Lines, NumberedEvent, Overview } from '../../src/recording/overview-wire.ts'
import { OverviewFeed } from '../../src/server/overview-feed.ts'
import { many } from './many.ts'

function feeds() {
  const recorders = new KeyedRecorders({ id: 'run', title: 'shop', series: ['y'], budget: 1 << 20 })
  const data = new OverviewData(recorders, { id: 'run', title: 'shop', by: ['product'], channels: ['y'] })
  const feed = new OverviewFeed(data)
  const turn = () => {
    feed.changed()
    return feed.turn()
  }
  return { recorders, feed, turn }
}

type Sent = { name: string; id: string; data: unknown }
function sent(pieces: readonly Uint8Array[] | undefined): Sent[] {
  const text = Buffer.concat(pieces ?? []).toString()
  return [...text.matchAll(/event: (\w+)\nid: (\S+)\ndata: (.*)\n\n/g)].map(([, name, id, data]) => ({
    name: name!,
    id: id!,
    data: JSON.parse(data!) as unknown,
  }))
}

describe('the feed of the overview', () => {
  it('sends all lines first, then those that have changed, with the keys of new series', () => {
    const { recorders, feed, turn } = feeds()
    recorders.write(many(3, 0, 2))
    turn()
    const cursor = feed.cursorAfter('')
    const [first] = sent(feed.next(cursor))
    expect(first).toMatchObject({ name: 'overview', data: { run: { id: 'run', by: ['product'] } } })
    const { lines } = first!.data as Overview
    expect([lines.keys, lines.index, lines.rows]).toEqual([
      [['s0'], ['s1'], ['s2']],
      [0, 1, 2],
      [2, 2, 2],
    ])
    expect(feed.next(cursor)).toBeUndefined()
    recorders.write(many(4, 2, 3).slice(1, 2))
    recorders.write(many(4, 2, 3).slice(3))
    turn()
    const told = sent(feed.next(cursor))
    expect(told.map(({ name }) => name)).toEqual(['lines', 'status'])
    expect(told[0]!.data).toMatchObject({ firstKey: 3, keys: [['s3']], index: [1, 3], rows: [3, 1] })
  })

  it('sends a client that was away the lines of all pieces that it missed, once, as they are now', () => {
    const { recorders, feed, turn } = feeds()
    recorders.write(many(5, 0, 1))
    turn()
    const cursor = feed.cursorAfter('')
    const { id } = sent(feed.next(cursor))[0]!
    for (const at of [1, 2, 3]) {
      recorders.write(many(5, at, at + 1).slice(at, at + 1))
      turn()
    }
    const [missed] = sent(feed.next(feed.cursorAfter(id)))
    expect(missed).toMatchObject({ name: 'lines', data: { index: [1, 2, 3], rows: [2, 2, 2] } })
  })

  it.each(['another.1.-1.2', 'run', 'run.x.-1.2', 'run.1.-1', 'run.0.0.-5', 'run.1.-1.3', 'run.9.-1.2', 'run.1.5.2'])(
    'begins again after what it has not sent: %s',
    (after) => {
      const { recorders, feed, turn } = feeds()
      recorders.write(many(2, 0, 1))
      turn()
      expect(sent(feed.next(feed.cursorAfter(after)))[0]!.name).toBe('overview')
      expect(feed.next(feed.cursorAfter('run.1.-1.2'))).toHaveLength(1)
      expect(sent(feed.next(feed.cursorAfter('run.1.-1.2')))[0]!.name).toBe('status')
    },
  )

  it('sends at most 500 lines at once, those first that stand otherwise, and no other twice before all have been sent', () => {
    const { recorders, feed, turn } = feeds()
    recorders.write(many(1200, 0, 1))
    while (turn());
    const cursor = feed.cursorAfter('')
    feed.next(cursor)
    recorders.write(many(1200, 1, 2))
    recorders.happened({ kind: 'stale', time: 0, reason: 'silent', key: ['s1100'] })
    const pieces: number[][] = []
    for (let left = true; left; ) {
      left = turn()
      pieces.push((sent(feed.next(cursor))[0]!.data as Lines).index.slice())
    }
    expect(pieces.map(({ length }) => length)).toEqual([500, 500, 200])
    expect(pieces[0]).toContain(1100)
    expect(pieces.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: 1200 }, (_, i) => i))
  })

  it('sends each event once', () => {
    const { recorders, feed, turn } = feeds()
    recorders.write(many(2, 0, 1))
    const happen = (reason: string) => recorders.happened({ kind: 'stale', time: 1, reason, key: ['s1'] })
    happen('before')
    turn()
    const cursor = feed.cursorAfter('')
    expect((sent(feed.next(cursor))[0]!.data as Overview).events.map(({ reason }) => reason)).toEqual(['before'])
    happen('after')
    turn()
    const told = sent(feed.next(cursor))
    const events = told.find(({ name }) => name === 'events')!.data as NumberedEvent[]
    expect(events).toEqual([{ number: 1, index: 1, kind: 'stale', time: 1, reason: 'after' }])
    expect(feed.next(cursor)).toBeUndefined()
  })
})

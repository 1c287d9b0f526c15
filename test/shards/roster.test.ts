import { describe, expect, it } from 'vitest'
import { Roster } from '../../src/shards/roster.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

const row = (key: string, time: number) => ({ key: [key], time, values: [1] })

describe('Roster', () => {
  it('counts the rows of each series, and of its shard if it shares weights', () => {
    const own = new Roster(1, false)
    const shared = new Roster(1, true)
    for (const roster of [own, shared]) for (const one of [row('a', 1), row('b', 1), row('a', 2)]) roster.meet(one)
    expect(Array.from(own.all(), ({ id, version }) => [id, version])).toEqual([
      [{ series: ['a'] }, 2],
      [{ series: ['b'] }, 1],
    ])
    expect(Array.from(shared.all(), ({ id, version }) => [id, version])).toEqual([
      [{ shard: 0 }, 3],
      [{ series: ['a'] }, 2],
      [{ series: ['b'] }, 1],
    ])
  })

  it('knows after a restore which series the weights have still to learn from, until their shard is in memory', () => {
    const before = new Roster(1, true)
    for (const one of [row('a', 1), row('b', 1), row('c', 2), row('b', 2), row('a', 1)]) before.meet(one)
    const after = new Roster(1, true)
    restore(after, snapshot(before))
    const [shard] = after.shards.values()
    const recent = () => Array.from(shard!.recent.series, ({ text }) => text).sort()
    expect(recent()).toEqual(['a', 'b', 'c'])
    expect(Array.from(after.all(), ({ here }) => here)).toEqual([false, false, false, false])
    const needed = (key: string) => Array.from(after.needed([row(key, 3)]), ({ id }) => JSON.stringify(id)).sort()
    const all = ['{"series":["a"]}', '{"series":["b"]}', '{"series":["c"]}', '{"shard":0}']
    expect([needed('c'), needed('new')]).toEqual([all, all])
    shard!.here = true
    expect([needed('c'), needed('new')]).toEqual([['{"series":["c"]}', '{"shard":0}'], ['{"shard":0}']])
    after.meet(row('c', 3))
    expect(recent()).toEqual(['c'])
    expect(snapshot(after)).not.toEqual(snapshot(before))
  })

  it('refuses the state of other shards or weights', () => {
    const saved = snapshot(new Roster(2, true))
    expect(() => restore(new Roster(3, true), saved)).toThrow(/shards/)
    expect(() => restore(new Roster(2, false), saved)).toThrow(/weights/)
  })
})

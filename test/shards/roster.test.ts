import { describe, expect, it } from 'vitest'
import { Roster } from '../../src/shards/roster.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

const copy = (from: Roster, to: Roster) => {
  const saved = from.pieces.map(([, piece]) => snapshot(piece))
  for (const [i, [, piece]] of to.pieces.entries()) restore(piece, saved[i]!)
}
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
    copy(before, after)
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
  })

  it('refuses the state of other shards or weights', () => {
    const before = new Roster(2, true)
    expect(() => copy(before, new Roster(3, true))).toThrow(/shards/)
    expect(() => copy(before, new Roster(2, false))).toThrow(/weights/)
  })

  it('has keys that change only with a new series', () => {
    const roster = new Roster(1, false)
    const versionAfter = (key: string, time: number) => {
      roster.meet(row(key, time))
      return roster.pieces[0]![1].version
    }
    const versions = [versionAfter('a', 1), versionAfter('b', 1), versionAfter('a', 2), versionAfter('b', 2)]
    expect(new Set(versions).size).toBe(2)
    expect(versions[3]).toBe(versions[1])
    expect(versionAfter('c', 2)).not.toBe(versions[3])
  })
})

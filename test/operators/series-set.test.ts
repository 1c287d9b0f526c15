import { describe, expect, it } from 'vitest'
import { SeriesSet } from '../../src/operators/series-set.ts'
import { stateful } from '../../src/operators/stateful.ts'
import type { Observation } from '../../src/series/observation.ts'

let closed: string[] = []
const echo = stateful<Observation, string>((emit, within) => ({
  next: ({ time }) => emit(`${within!.key}${time}`),
  close: () => closed.push(within!.key),
  state() {},
  memory: () => 100,
}))
const row = (key: readonly string[] | undefined, time: number) => ({ key, time, values: [1] })

describe('SeriesSet', () => {
  it('opens each series with the text of its key, and disposes of it once', () => {
    closed = []
    const out: string[] = []
    const set = new SeriesSet(echo.open, {}, (text) => out.push(text))
    for (const one of [row(['a'], 1), row(['b'], 1), row(['a'], 2), row(undefined, 3)]) set.next(one)
    expect(out).toEqual(['a1', 'b1', 'a2', '3'])
    expect([set.of(['a'])?.version, set.of(['z'])]).toEqual([2, undefined])
    set.drop(['a'])
    set.drop(['a'])
    set.put(set.make(['b']))
    expect(closed).toEqual(['a', 'b'])
    set.close()
    expect(closed).toEqual(['a', 'b', 'b', ''])
  })

  it('has a shard only for shared weights, the same for all its series', () => {
    const own = new SeriesSet(echo.open, {}, () => {})
    own.next(row(['a'], 1))
    expect([own.of(['a'])?.shard, own.shards.size]).toEqual([undefined, 0])
    const shared = new SeriesSet(echo.open, { weights: 'shared', shards: 1 }, () => {})
    shared.next(row(['a'], 1))
    shared.next(row(['b'], 1))
    expect(shared.of(['a'])!.shard).toBe(shared.of(['b'])!.shard)
    expect(shared.shards.size).toBe(1)
  })

  it('refuses a series beyond the memory it may take', () => {
    const set = new SeriesSet(echo.open, { maxMemory: 250 }, () => {})
    set.next(row(['a'], 1))
    set.next(row(['b'], 1))
    expect(() => set.next(row(['c'], 1))).toThrow(/got 3 so far, about 0.1 KB each; let idle series wait on disk/)
    set.next(row(['a'], 2))
  })
})

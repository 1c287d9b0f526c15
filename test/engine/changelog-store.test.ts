import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ChangelogStore } from '../../src/engine/changelog-store.ts'
import { FencedError } from '../../src/engine/engine.ts'
import { mostBytes } from '../../src/engine/split-value.ts'
import { Random } from '../../src/lstm/random.ts'
import { propertySeed } from '../property-seed.ts'
import { bytes, contents } from '../stores/stores.ts'
import type { Moment } from './gate.ts'
import { MemoryCluster } from './memory-engine.ts'

const { signal } = new AbortController()

async function opened(cluster: MemoryCluster, worker = 'A'): Promise<ChangelogStore> {
  const store = new ChangelogStore(await cluster.engine(worker).open(0, signal))
  await store.restore()
  return store
}
const output = (value: string) => ({ topic: 'out', key: 'k', value })
const values = (cluster: MemoryCluster) => cluster.outputs(0).map(({ value }) => value)

describe('a store in a changelog', () => {
  it('shows what was put to get at once, to keys after the commit, and to the next owner', async () => {
    const cluster = new MemoryCluster({ partitions: 1 })
    const store = await opened(cluster)
    await store.put('a', bytes('1'))
    await store.put('b', bytes('2'))
    expect(await store.get('a')).toEqual(bytes('1'))
    expect(await store.keys()).toEqual([])
    await store.commit()
    await store.delete('b')
    expect(await store.get('b')).toBeUndefined()
    expect(await contents(await opened(cluster, 'B'))).toEqual({ a: '1', b: '2' })
  })

  it('takes calls in their order, and does not change with the array that was put', async () => {
    const store = await opened(new MemoryCluster({ partitions: 1 }))
    const value = bytes('1')
    const put = store.put('a', value)
    value[0] = 0
    await Promise.all([put, store.commit(), store.put('a', bytes('3'))])
    expect(await store.get('a')).toEqual(bytes('3'))
    store.commit()
    expect(await contents(store)).toEqual({ a: '3' })
  })

  it('takes any text as a key, and no bytes as a value', async () => {
    const cluster = new MemoryCluster({ partitions: 1 })
    const store = await opened(cluster)
    const keys = ['__proto__', '', '#progress', 'a', 'a#1', 'a#0', 'ü\n"', '\ud800']
    for (const key of keys) await store.put(key, bytes(''))
    await store.commit()
    const next = await opened(cluster)
    expect([...(await next.keys())].sort()).toEqual(keys.sort())
    expect(await next.get('a#1')).toEqual(bytes(''))
  })

  it('commits outputs, state and position together', async () => {
    const cluster = new MemoryCluster({ partitions: 1 })
    const store = await opened(cluster)
    store.send(output('1'))
    await store.put('a', bytes('1'))
    store.position = 7
    expect(values(cluster)).toEqual([])
    await store.commit()
    expect(values(cluster)).toEqual(['1'])
    expect(cluster.partitions[0]!.position).toBe(7)
    expect([...cluster.state(0).keys()]).toEqual(['a', '#progress'])
  })

  it('drops outputs that are computed again after a takeover, since readers have them', async () => {
    const cluster = new MemoryCluster({ partitions: 1 })
    const first = await opened(cluster)
    const take = (store: ChangelogStore, row: number) => {
      store.goingOn(row)
      store.send(output(String(row)))
      store.position = row + 1
    }
    for (const row of [1, 2]) take(first, row)
    await first.put('a', bytes('after 2'))
    await first.commit()
    await first.put('a', bytes('after 3'))
    take(first, 3)
    await first.commitOutputs()
    take(first, 4)
    await first.commitOutputs()
    take(first, 5)
    for (let owner = 0; owner < 3; owner++) {
      const next = await opened(cluster)
      expect(await contents(next)).toEqual({ a: 'after 2' })
      take(next, 3)
      await next.commitOutputs()
      expect(next.readableTo).toBe(5)
    }
    const last = await opened(cluster)
    take(last, 3)
    await last.put('a', bytes('after 3'))
    await last.commit()
    const after = await opened(cluster)
    expect(await contents(after)).toEqual({ a: 'after 3' })
    for (const row of [4, 5]) take(after, row)
    await after.commit()
    expect(values(cluster)).toEqual(['1', '2', '3', '4', '5'])
  })

  it('fails every call after a commit that failed, whether or not it took effect', async () => {
    for (const when of ['before', 'after'] as const) {
      let broken = false
      const gate = async (moment: Moment) => {
        if (broken && moment.call === 'commit' && moment.when === when) throw new Error('connection lost')
        return {}
      }
      const cluster = new MemoryCluster({ partitions: 1, gate })
      const store = await opened(cluster)
      broken = true
      store.send(output('1'))
      await store.put('a', bytes('1'))
      await expect(store.commit()).rejects.toThrow('connection lost')
      broken = false
      for (const call of [() => store.commit(), () => store.get('a'), () => store.put('a', bytes('2'))])
        await expect(call()).rejects.toThrow('connection lost')
      expect(await contents(await opened(cluster))).toEqual(when === 'after' ? { a: '1' } : {})
      expect(values(cluster)).toEqual(when === 'after' ? ['1'] : [])
    }
  })

  it('says that another worker has taken over the partition', async () => {
    const cluster = new MemoryCluster({ partitions: 1 })
    const [store] = [await opened(cluster), await opened(cluster, 'B')]
    await expect(store.commit()).rejects.toThrow(FencedError)
  })

  it('ends at once when it is closed, even while a commit waits for the broker', async () => {
    const never = new Promise<never>(() => {})
    const gate = async ({ call }: Moment) => (call === 'commit' ? never : {})
    const store = await opened(new MemoryCluster({ partitions: 1, gate }))
    void store.commit()
    await store.close()
    await store.close()
  })
})

const filled = (length: number, byte: number) => new Uint8Array(length).fill(byte)

describe('a value that is too large for a record', () => {
  it('is written in parts; those that a shorter one does not need are removed', async () => {
    const cluster = new MemoryCluster({ partitions: 1 })
    let store = await opened(cluster)
    for (const [length, records] of [
      [3 * mostBytes, ['a#0', 'a#1', 'a#2', 'a#3']],
      [mostBytes + 1, ['a#0', 'a#1', 'a#2']],
      [mostBytes, ['a']],
      [2 * mostBytes, ['a#0', 'a#1', 'a#2']],
      [-1, []],
    ] as const) {
      if (length < 0) await store.delete('a')
      else await store.put('a', filled(length, 1))
      await store.commit()
      expect([...cluster.state(0).keys()].sort()).toEqual(['#progress', ...records])
      for (let owner = 0; owner < 2; owner++) {
        expect(await store.keys()).toEqual(length < 0 ? [] : ['a'])
        expect((await store.get('a'))?.length ?? -1).toBe(length)
        store = await opened(cluster)
      }
    }
  })
})

/**
 * Removes records that later ones of the same key replace, as a broker does at any time: some of them or all, and those
 * that only say that a key was removed once nothing of the key is left before them.
 */
function compact(cluster: MemoryCluster, random: Random): void {
  const { changelog } = cluster.partitions[0]!
  const whole = changelog.filter(({ of }) => of.outcome === 'committed')
  const last = new Map(whole.map(({ record: { key } }, i) => [key, i]))
  const left = whole.filter(({ record }, i) => last.get(record.key) === i || random.uniform() < 0.3)
  const before = new Set<string>()
  const kept = left.filter(({ record: { key, value } }) => {
    if (value) before.add(key)
    return value || before.has(key) || random.uniform() < 0.3
  })
  changelog.splice(0, changelog.length, ...kept)
}

it('is like a map, whatever the sizes, owners, crashes and compactions', async () => {
  const length = fc.oneof(fc.nat(100), fc.constantFrom(mostBytes, mostBytes + 1, 2 * mostBytes + 3))
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.tuple(fc.constant('put' as const), fc.constantFrom('a', 'a#1', 'b'), length) },
    {
      weight: 2,
      arbitrary: fc.tuple(fc.constant('delete' as const), fc.constantFrom('a', 'a#1', 'b'), fc.constant(0)),
    },
    {
      weight: 6,
      arbitrary: fc.tuple(
        fc.constantFrom('commit' as const, 'crash' as const, 'take over' as const, 'compact' as const),
        fc.constant(''),
        fc.nat(4),
      ),
    },
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), fc.integer(), async (steps, seed) => {
      let left = Number.POSITIVE_INFINITY
      const gate = async ({ call }: Moment) => {
        if (call === 'commit' && --left < 0) throw new Error('crashed')
        return {}
      }
      const cluster = new MemoryCluster({ partitions: 1, gate })
      let store = await opened(cluster)
      let committed = new Map<string, Uint8Array>()
      let staged = new Map<string, Uint8Array>()
      let byte = 0
      for (const [what, key, n] of steps) {
        if (what === 'put') {
          await store.put(key, filled(n, ++byte))
          staged.set(key, filled(n, byte))
        } else if (what === 'delete') {
          await store.delete(key)
          staged.delete(key)
        } else if (what === 'commit') {
          await store.commit()
          committed = new Map(staged)
        } else if (what === 'compact') {
          compact(cluster, new Random(seed))
        } else {
          left = what === 'crash' ? n : left
          // At its fifth moment a commit has taken effect.
          if (what === 'crash') await expect(store.commit()).rejects.toThrow('crashed')
          if (what === 'crash' && n === 4) committed = staged
          left = Number.POSITIVE_INFINITY
          await store.close()
          store = await opened(cluster)
          staged = new Map(committed)
        }
        expect([...(await store.keys())].sort()).toEqual([...committed.keys()].sort())
        for (const key of ['a', 'a#1', 'b']) {
          const [got, expected] = [await store.get(key), staged.get(key)]
          expect(got?.length).toBe(expected?.length)
          if (got && expected) expect(Buffer.compare(got, expected)).toBe(0)
        }
      }
      await store.close()
    }),
    { seed: propertySeed, numRuns: 60 },
  )
})

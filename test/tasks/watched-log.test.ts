import { expect, it } from 'vitest'
import { ChangelogStore } from '../../src/engine/changelog-store.ts'
import { Reach } from '../../src/tasks/reach.ts'
import { WatchedLog } from '../../src/tasks/watched-log.ts'
import { MemoryCluster } from '../engine/memory-engine.ts'

it('tells what was restored, how far it is from there to new outputs, and what was committed', async () => {
  const { signal } = new AbortController()
  const cluster = new MemoryCluster({ partitions: 1 })
  for (let row = 0; row < 4; row++) cluster.produce(0, 'k', String(row))
  const told: object[] = []
  const reach = new Reach({})
  const opened = async () => {
    const watch = {
      tookOver: (what: object) => told.push(what),
      committed: async (what: object) => void told.push(what),
    }
    return new WatchedLog(await cluster.engine('A').open(0, signal), reach, watch, performance.now())
  }
  const first = await opened()
  const store = new ChangelogStore(first)
  await store.restore()
  expect(first.position).toBeUndefined()
  await first.poll(0, signal)
  expect([first.position, first.lag]).toEqual([0, 0])
  store.position = 1
  await store.put('a', new Uint8Array(10))
  await store.commit()
  store.send({ topic: 'out', key: 'k', value: '1' })
  store.position = 3
  await store.commitOutputs()
  expect(first.position).toBe(3)

  const next = await opened()
  await new ChangelogStore(next).restore()
  await next.poll(1, signal)
  expect(next.position).toBe(3)
  const progress = '#progress'.length + '1 0'.length
  const ms = expect.any(Number)
  expect(told).toEqual([
    { ms, bytes: 0, records: 0, replayed: 0, position: 0 },
    { ms, outputs: 0, bytes: 11 + progress },
    { ms, outputs: 1, bytes: progress },
    { ms, bytes: 11 + 2 * progress, records: 3, replayed: 2, position: 3 },
  ])
  await next.close()
})

it('counts a broker as reached if what it has cannot be kept', async () => {
  const cluster = new MemoryCluster({ partitions: 1 })
  const { signal } = new AbortController()
  const store = new ChangelogStore(await cluster.engine('A').open(0, signal))
  await store.put('a', new Uint8Array(10))
  await store.commit()
  const told: string[] = []
  const reach = new Reach({ lost: ({ message }) => told.push(message) })
  const watch = { tookOver: () => {}, committed: async () => {} }
  const log = new WatchedLog(await cluster.engine('A').open(0, signal), reach, watch, performance.now())
  const full = () => {
    throw new Error('expected room on the disk')
  }
  await expect(log.restore(full)).rejects.toThrow('expected room on the disk')
  expect(told).toEqual([])
  expect(reach.connected).toBe(true)
})

import { expect, it } from 'vitest'
import { FencedError, type TaskLog } from '../../src/engine/engine.ts'
import type { Moment } from './gate.ts'
import { MemoryCluster } from './memory-engine.ts'

const { signal } = new AbortController()
const bytes = (text: string) => new TextEncoder().encode(text)
const output = (value: string) => ({ topic: 'out', key: 'k', value })
const commit = (log: TaskLog, text: string) =>
  log.commit({ outputs: [output(text)], state: [{ key: 'a', value: bytes(text) }], position: 1 })

async function restored(log: TaskLog): Promise<string[]> {
  const all: string[] = []
  await log.restore(({ key, value }) => {
    all.push(`${key}=${value && new TextDecoder().decode(value)}`)
  })
  return all
}

it('lets only the last owner of a partition commit', async () => {
  const cluster = new MemoryCluster({ partitions: 2 })
  const first = await cluster.engine('A').open(1, signal)
  await commit(first, '1')
  const second = await cluster.engine('B').open(1, signal)
  expect(await restored(second)).toEqual(['a=1'])
  await expect(commit(first, '2')).rejects.toThrow(FencedError)
  await commit(second, '3')
  expect(cluster.outputs(1)).toEqual([output('1'), output('3')])
  expect(cluster.outputs(0)).toEqual([])
  expect(cluster.partitions[1]!.position).toBe(1)
})

it('shows nothing of a transaction that a crash has cut off, wherever', async () => {
  for (let crash = 0; crash < 5; crash++) {
    let calls = 0
    const never = new Promise<never>(() => {})
    const gate = async ({ worker, call }: Moment) =>
      worker === 'A' && call === 'commit' && calls++ === crash ? never : {}
    const cluster = new MemoryCluster({ partitions: 1, gate })
    const log = await cluster.engine('A').open(0, signal)
    const state = ['a', 'b', 'c'].map((key) => ({ key, value: bytes('1') }))
    void log.commit({ outputs: [output('1')], state, position: 1 })
    await new Promise(setImmediate)
    const whole = crash === 4
    const next = await cluster.engine('B').open(0, signal)
    expect(await restored(next)).toEqual(whole ? ['a=1', 'b=1', 'c=1'] : [])
    expect(cluster.outputs(0)).toEqual(whole ? [output('1')] : [])
    expect(cluster.partitions[0]!.changelog.length).toBe([0, 0, 1, 3, 3][crash])
  }
})

it('polls from an offset on, waits for records, and ends with the signal', async () => {
  const cluster = new MemoryCluster({ partitions: 1 })
  const log = await cluster.engine('A').open(0, signal)
  const polled = log.poll(0, signal)
  cluster.produce(0, 'k', '1')
  cluster.produce(0, 'k', '2')
  expect((await polled).map(({ offset }) => offset)).toEqual([0, 1])
  expect(log.lag).toBe(0)
  const stop = new AbortController()
  const waiting = log.poll(2, stop.signal)
  stop.abort()
  expect(await waiting).toEqual([])
})

it('assigns each partition to one member, and confirms once a member knows what it has', async () => {
  const cluster = new MemoryCluster({ partitions: 5 })
  const told: Record<string, readonly number[]> = {}
  const join = (worker: string) => cluster.engine(worker).join((partitions) => (told[worker] = partitions))
  const a = await join('A')
  await a.confirm()
  expect(told).toEqual({ A: [0, 1, 2, 3, 4] })
  const b = await join('B')
  await Promise.all([a.confirm(), b.confirm()])
  expect([...told.A!, ...told.B!].sort()).toEqual([0, 1, 2, 3, 4])
  cluster.group.expel('A')
  await Promise.all([a.confirm(), b.confirm()])
  expect([...told.A!, ...told.B!].sort()).toEqual([0, 1, 2, 3, 4])
  await a.leave()
  await b.confirm()
  expect(told.B).toEqual([0, 1, 2, 3, 4])
})

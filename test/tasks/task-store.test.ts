import { describe, expect, it } from 'vitest'
import { ChangelogStore } from '../../src/engine/changelog-store.ts'
import { DataError } from '../../src/errors.ts'
import { TaskStore } from '../../src/tasks/task-store.ts'
import { MemoryCluster } from '../engine/memory-engine.ts'

async function begun() {
  const cluster = new MemoryCluster({ partitions: 1 })
  const [stop, cancel] = [new AbortController(), new AbortController()]
  const changelog = new ChangelogStore(await cluster.engine('A').open(0, cancel.signal))
  await changelog.restore()
  let position = 0
  let ended = 0
  const signals = { stop: stop.signal, cancel: cancel.signal }
  const store = new TaskStore(
    changelog,
    () => ({ next: position, mark: 0 }),
    signals,
    () => ended++,
  )
  const moveTo = (next: number) => {
    position = next
    changelog.send({ topic: 'out', key: '', value: String(next) })
  }
  return { cancel, changelog, cluster, ended: () => ended, moveTo, stop, store }
}

describe('the store of a task', () => {
  it('commits with the position of the input', async () => {
    const { cluster, moveTo, store } = await begun()
    moveTo(7)
    await store.put('a', new Uint8Array([1]))
    await store.commit()
    expect(cluster.partitions[0]!.position).toBe(7)
    moveTo(9)
    await store.put('b', new Uint8Array([2]))
    await store.commitOutputs()
    expect(cluster.partitions[0]!.position).toBe(9)
    expect(await store.keys()).toEqual(['a'])
    expect(await store.get('b')).toEqual(new Uint8Array([2]))
    await store.delete('a')
    await store.commit()
    expect(await store.keys()).toEqual(['b'])
    await store.close()
    await expect(store.get('b')).rejects.toThrow('closed')
  })

  it('ends the task when everything was committed after it was asked to stop', async () => {
    const { ended, moveTo, stop, store } = await begun()
    moveTo(1)
    await store.commit()
    stop.abort()
    moveTo(2)
    await store.commitOutputs()
    expect(ended()).toBe(0)
    await store.commit()
    expect(ended()).toBe(1)
  })

  it('commits nothing after the task was cancelled', async () => {
    const { cancel, cluster, moveTo, store } = await begun()
    moveTo(1)
    cancel.abort(new Error('another worker'))
    await expect(store.commit()).rejects.toThrow('another worker')
    await expect(store.commitOutputs()).rejects.toThrow('another worker')
    expect(cluster.outputs(0)).toEqual([])
  })

  it('has a disk without room end the task, which a run would outlast', async () => {
    const { changelog, store } = await begun()
    changelog.commit = async () => {
      throw new DataError('no room')
    }
    const error = await store.commit().catch((error) => error)
    expect(error).not.toBeInstanceOf(DataError)
    expect(error.message).toBe('no room')
  })
})

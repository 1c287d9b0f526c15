import { expect, it } from 'vitest'
import { ChangelogStore } from '../../src/engine/changelog-store.ts'
import { MemoryCluster } from './memory-engine.ts'

it('sends outputs of later rows if rows before them are not in the input any more', async () => {
  const cluster = new MemoryCluster({ partitions: 1 })
  const opened = async () => {
    const store = new ChangelogStore(await cluster.engine('A').open(0, new AbortController().signal))
    await store.restore()
    return store
  }
  const output = (value: string) => ({ topic: 'out', key: 'k', value })
  const first = await opened()
  for (const each of ['1', '2', '3']) first.send(output(each))
  first.position = 3
  await first.commitOutputs()

  const next = await opened()
  next.goingOn(1)
  next.send(output('2'))
  next.goingOn(3)
  next.send(output('4'))
  next.goingOn(4)
  next.send(output('5'))
  await next.commit()
  expect(cluster.outputs(0).map(({ value }) => value)).toEqual(['1', '2', '3', '4', '5'])
})

import { describe, expect } from 'vitest'
import { ConfigError } from '../../src/errors.ts'
import { GroupThread } from '../../src/kafka/group-thread.ts'
import { itWithKafka } from '../peers/kafka/it-with-kafka.ts'
import { OnKafka } from './on-kafka.ts'

const yieldOnce = () => new Promise((resolve) => setImmediate(resolve))
function block(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}

describe('a group joined by a thread', () => {
  itWithKafka('keeps a worker whose tasks block the event loop, and yield rarely', async ({ plain }) => {
    const world = await OnKafka.open(plain)
    const { group } = world
    const assignments: (readonly number[])[] = []
    const options = { agreement: world.agreement, group, session: 3000 }
    const member = new GroupThread(await world.client(), options, (partitions) => void assignments.push(partitions))
    await member.join()
    for (let i = 0; i < 3; i++) {
      block(1500)
      await yieldOnce()
    }
    block(4500)
    for (const start = performance.now(); performance.now() - start < 500; ) await null
    await member.confirm()
    expect(assignments).toEqual([[0]])
    await member.leave()
    await expect(member.confirm()).rejects.toThrow('the group was left')
    await world.close()
  })

  itWithKafka('gives the partitions of a program that hangs to others, and comes back', async ({ plain }) => {
    const world = await OnKafka.open(plain)
    const { group } = world
    const assignments: (readonly number[])[] = []
    const options = { agreement: world.agreement, group, session: 3000 }
    const note = (partitions: readonly number[]) => void assignments.push(partitions)
    const member = new GroupThread(await world.client(), options, note, 500)
    await member.join()
    block(1500)
    await expect.poll(() => assignments).toEqual([[0], [], [0]])
    await expect.poll(() => member.confirm().then(() => 'confirmed')).toBe('confirmed')
    await member.leave()
    await world.close()
  })

  itWithKafka('passes on why it could not be joined', async ({ plain }) => {
    const world = await OnKafka.open(plain)
    const { group } = world
    const member = new GroupThread(
      await world.client(),
      { agreement: { ...world.agreement, topic: 'with space' }, group, session: 3000 },
      () => {},
    )
    const failing = member.join()
    await expect(failing).rejects.toThrow(/^kafka.topic: expected a name of a topic/)
    await expect(failing).rejects.toBeInstanceOf(ConfigError)
    await world.close()
  })
})

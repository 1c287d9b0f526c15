import { describe, expect } from 'vitest'
import type { StateRecord, TaskLog } from '../../src/engine/engine.ts'
import { FencedError } from '../../src/engine/engine.ts'
import { recordMark } from '../../src/engine/record-mark.ts'
import { itWithKafka } from '../peers/kafka/it-with-kafka.ts'
import { OnKafka } from './on-kafka.ts'

const never = new AbortController().signal
async function restored(log: TaskLog): Promise<Map<string, Uint8Array>> {
  const state = new Map<string, Uint8Array>()
  await log.restore(({ key, value }: StateRecord) => void (value ? state.set(key, value) : state.delete(key)))
  return state
}

describe('the log of a task on Kafka', () => {
  itWithKafka('commits outputs, state and position together, and restores the state', async ({ plain }) => {
    const world = await OnKafka.open(plain)
    const engine = await world.engine()
    await world.produce(['a', 'b'])
    const log = await engine.open(0, never)
    expect(await restored(log)).toEqual(new Map())
    expect(log.lag).toBeUndefined()
    const rows = await log.poll(0, never)
    expect(rows.map(({ offset, key, value }) => [offset, `${key}`, `${value}`])).toEqual([
      [0, `${Buffer.from('key 0')}`, `${Buffer.from('a')}`],
      [1, `${Buffer.from('key 1')}`, `${Buffer.from('b')}`],
    ])
    expect(log.lag).toBe(2)
    const state = [
      { key: 's', value: Buffer.from('one') },
      { key: 'gone', value: Buffer.from('x') },
    ]
    await log.commit({ outputs: [{ topic: world.outputs, key: 's', value: 'A' }], state, position: 1 })
    expect(log.lag).toBe(1)
    const outputs = [{ topic: world.outputs, key: 's', value: Buffer.from('B'), headers: { lead: '1' } }]
    await log.commit({ outputs, state: [{ key: 'gone', value: undefined }], position: 2 })
    expect(log.lag).toBe(0)
    await world.expectCommitted(['A', 'B'])
    const successor = await engine.open(0, never)
    expect(await restored(successor)).toEqual(new Map([['s', Buffer.from('one')]]))
    await world.produce(['c'])
    await successor.recognize(1, recordMark(rows[1]!))
    expect(successor.lag).toBe(1)
    const admin = world.kafka.admin()
    const offsets = await admin.fetchOffsets({ groupId: world.group, topics: [world.topic] })
    await admin.disconnect()
    expect(offsets[0]!.partitions).toMatchObject([{ partition: 0, offset: '2' }])
    await world.close()
  })

  itWithKafka('knows its lag before the first row comes', async ({ plain }) => {
    const world = await OnKafka.open(plain)
    const engine = await world.engine()
    const log = await engine.open(0, never)
    await restored(log)
    const stop = new AbortController()
    const coming = log.poll(0, stop.signal)
    await expect.poll(() => log.lag).toBe(0)
    stop.abort()
    expect(await coming).toEqual([])
    const producer = world.kafka.producer({ transactionalId: world.topic, maxInFlightRequests: 1, idempotent: true })
    await producer.connect()
    const transaction = await producer.transaction()
    await transaction.send({ topic: world.topic, messages: [{ value: 'row' }] })
    await transaction.commit()
    await producer.disconnect()
    // The end of the transaction has an offset, but is no record. It can come after the row, when that was committed.
    await log.poll(0, never)
    await log.commit({ outputs: [], state: [], position: 1 })
    const next = new AbortController()
    const none = log.poll(1, next.signal)
    await expect.poll(() => log.lag).toBe(0)
    next.abort()
    expect(await none).toEqual([])
    await world.close()
  })

  itWithKafka(
    'recognizes the input, and refuses one that was made again, however many rows it has',
    async ({ plain }) => {
      const world = await OnKafka.open(plain)
      const engine = await world.engine()
      await world.produce(['a', 'b'])
      const log = await engine.open(0, never)
      const [, last] = await log.poll(0, never)
      const mark = recordMark(last!)
      await log.recognize(1, mark)
      const refused = (got: string) =>
        expect(log.recognize(1, mark)).rejects.toThrow(
          `kafka.topic: expected ${world.topic} 0 with the record at offset 1 that was read last, got ${got}; if the topic`,
        )
      await world.recreate()
      await world.produce(['a'])
      await refused('a topic that ends before it')
      await expect(log.poll(2, never)).rejects.toThrow(/got a topic that ends before it; .*group, such as .*-group-2/)
      await world.produce(['b', 'c'])
      await refused('another one')
      await world.close()
    },
  )

  itWithKafka('commits nothing any more after another has taken over, whatever it had sent', async ({ plain }) => {
    const world = await OnKafka.open(plain)
    const [engine, other] = [await world.engine(), await world.engine()]
    const zombie = await engine.open(0, never)
    await zombie.commit({ outputs: [{ topic: world.outputs, key: 's', value: 'first' }], state: [], position: 1 })
    const owner = await other.open(0, never)
    const late = zombie.commit({ outputs: [{ topic: world.outputs, key: 's', value: 'late' }], state: [], position: 2 })
    await expect(late).rejects.toBeInstanceOf(FencedError)
    await owner.commit({ outputs: [{ topic: world.outputs, key: 's', value: 'second' }], state: [], position: 2 })
    await world.expectCommitted(['first', 'second'])
    await world.close()
  })

  itWithKafka('takes more than a request may hold in one transaction', async ({ plain }) => {
    const world = await OnKafka.open(plain)
    const engine = await world.engine()
    const log = await engine.open(0, never)
    const state = Array.from({ length: 40 }, (_, i) => ({ key: `s${i}`, value: Buffer.alloc(100_000, i) }))
    await log.commit({ outputs: [], state, position: 0 })
    const successor = await engine.open(0, never)
    const found = await restored(successor)
    expect(found.size).toBe(40)
    expect([...found.values()].every((value, i) => value.every((byte) => byte === i))).toBe(true)
    await world.close()
  })

  itWithKafka('says which topic does not take a record, and how to raise its limit', async ({ plain }) => {
    const world = await OnKafka.open(plain, 1, { 'max.message.bytes': '10000' })
    const engine = await world.engine()
    const log = await engine.open(0, never)
    const outputs = [{ topic: world.outputs, key: 's', value: 'never seen' }]
    const failing = log.commit({ outputs, state: [{ key: 's', value: Buffer.alloc(20_000) }], position: 1 })
    await expect(failing).rejects.toThrow(
      `kafka: expected records that the topic ${world.changelog} accepts, got MESSAGE_TOO_LARGE of ${plain}; raise max.message.bytes`,
    )
    const successor = await engine.open(0, never)
    await successor.commit({ outputs: [{ ...outputs[0]!, value: 'seen' }], state: [], position: 1 })
    await world.expectCommitted(['seen'])
    await world.close()
  })

  itWithKafka('does not begin again without a word if the changelog was lost', async ({ plain }) => {
    const world = await OnKafka.open(plain)
    const engine = await world.engine()
    const log = await engine.open(0, never)
    await restored(log)
    await log.commit({ outputs: [], state: [{ key: 's', value: Buffer.from('one') }], position: 2 })
    expect((await restored(await engine.open(0, never))).size).toBe(1)
    const admin = world.kafka.admin()
    await admin.connect()
    await admin.fetchTopicOffsets(world.changelog)
    await admin.deleteTopicRecords({ topic: world.changelog, partitions: [{ partition: 0, offset: '2' }] })
    await admin.disconnect()
    const owner = await engine.open(0, never)
    await restored(owner)
    await expect(owner.recognize(0, 1)).rejects.toThrow(
      `expected the state of the rows before offset 2 in ${world.changelog} 0, got that of the rows before 1: the topic`,
    )
    expect(world.notices.join()).toMatch(/records of .*-state 0 before 2 were deleted, and states of series with them/)
    await world.recreate(world.changelog)
    const next = { outputs: [], state: [{ key: 's', value: Buffer.from('two') }], position: 3 }
    await expect(owner.commit(next)).rejects.toThrow(
      `worker.changelog: expected the state of the rows before offset 3 in ${world.changelog} 0, got none: the topic`,
    )
    const failing = restored(await engine.open(0, never))
    await expect(failing).rejects.toThrow(
      `worker.changelog: expected the state of the rows before offset 2 in ${world.changelog} 0, got none: the topic was deleted`,
    )
    const elsewhere = await world.engine(3000, world.outputs)
    expect((await restored(await elsewhere.open(0, never))).size).toBe(0)
    await world.close()
  })
})

import { describe, expect } from 'vitest'
import { ConfigError } from '../../src/errors.ts'
import { itWithKafka } from '../peers/kafka/it-with-kafka.ts'
import { OnKafka } from './on-kafka.ts'

describe('workers on Kafka', () => {
  itWithKafka('know the number of partitions, and do not open one that is not wanted any more', async ({ plain }) => {
    const world = await OnKafka.open(plain, 3)
    const engine = await world.engine()
    expect(await engine.partitions()).toBe(3)
    await expect(engine.open(0, AbortSignal.abort())).rejects.toThrow()
    await expect(engine.open(3, new AbortController().signal)).rejects.toThrow(/expected .*-state to take a request/)
    await world.close()
  })

  itWithKafka(
    'are refused before they join if those of the group have agreed upon something else',
    async ({ plain }) => {
      const world = await OnKafka.open(plain)
      const owner = await world.engine()
      const assignments: (readonly number[])[] = []
      await owner.join((partitions) => void assignments.push(partitions), 'settings')
      const refused = (settings: string, changelog?: string) =>
        world.engine(3000, changelog).then((engine) => engine.join(() => {}, settings))
      await expect(refused('settings', 'other-state')).rejects.toThrow(
        `worker.changelog: expected the changelog ${world.changelog}, as the running workers of group ${world.group} have it, got other-state; stop these workers first`,
      )
      const failing = refused('others')
      await expect(failing).rejects.toThrow(/^kafka.group: expected the steps, columns and seed of the running workers/)
      await expect(failing).rejects.toBeInstanceOf(ConfigError)
      await owner.check()
      expect(assignments).toEqual([[0]])
      await world.close()
    },
  )

  itWithKafka('do not go on if partitions are added to the input, and get none of them', async ({ plain }) => {
    const world = await OnKafka.open(plain)
    const [one, two] = [await world.engine(), await world.engine()]
    const own: (readonly number[])[] = []
    await one.join((partitions) => void own.push(partitions))
    const admin = world.kafka.admin()
    await admin.connect()
    await admin.createPartitions({ topicPartitions: [{ topic: world.topic, count: 2 }] })
    await admin.disconnect()
    const found = () => one.check().catch(({ message }: Error) => message)
    await expect.poll(found).toMatch(/^kafka.topic: expected .*-in to have 1 partitions, .*, got 2; the keys of series/)
    await expect(two.join((partitions) => void own.push(partitions))).rejects.toThrow(/got 2; the keys of series/)
    expect(own).toEqual([[0]])
    await world.close()
  })

  itWithKafka('end with a ConfigError if the brokers do not permit the session', async ({ plain }) => {
    const world = await OnKafka.open(plain)
    const engine = await world.engine(500)
    const failing = engine.join(() => {})
    await expect(failing).rejects.toThrow(/^worker.session: expected a session time-out that the broker accepts/)
    await expect(failing).rejects.toBeInstanceOf(ConfigError)
    await world.close()
  })
})

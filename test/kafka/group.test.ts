import { expect } from 'vitest'
import { Group } from '../../src/kafka/group.ts'
import { itWithKafka } from '../peers/kafka/it-with-kafka.ts'
import { OnKafka } from './on-kafka.ts'

itWithKafka('a group distributes the partitions, and again when a member leaves', async ({ plain }) => {
  const world = await OnKafka.open(plain, 12)
  const { group } = world
  const client = await world.client()
  const own: (readonly number[])[] = [[], []]
  const [one, two] = own.map((_, i) => {
    const assigned = (partitions: readonly number[]) => {
      own[i] = partitions
    }
    return new Group(client, { agreement: world.agreement, group, session: 3000 }, assigned)
  }) as [Group, Group]
  await one.join()
  const all = [...Array(12).keys()]
  expect(own[0]).toEqual(all)
  await two.join()
  await expect.poll(() => own[0]).toHaveLength(6)
  expect(own).toEqual([all.slice(0, 6), all.slice(6)])
  await two.confirm()
  await two.leave()
  await expect.poll(() => own[0]).toHaveLength(12)
  await expect(two.confirm()).rejects.toThrow('the group was left')
  await one.leave()
  await world.close()
})

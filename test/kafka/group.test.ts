import { describe, expect } from 'vitest'
import { itWithKafka } from '../peers/kafka/it-with-kafka.ts'
import { OnKafka } from './on-kafka.ts'

describe('a group of workers', () => {
  itWithKafka(
    'distributes the partitions, and again when one leaves',
    async ({ plain }) => {
      const world = await OnKafka.open(plain, 4)
      const [one, two] = [await world.engine(), await world.engine()]
      const own: (readonly number[])[] = [[], []]
      const until = async (condition: () => boolean) => {
        while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10))
      }
      await one.join((partitions) => {
        own[0] = partitions
      })
      expect(own[0]).toEqual([0, 1, 2, 3])
      const membership = await two.join((partitions) => {
        own[1] = partitions
      })
      await until(() => own[0]!.length === 2)
      expect([...own[0]!, ...own[1]!].sort()).toEqual([0, 1, 2, 3])
      await membership.confirm()
      await membership.leave()
      await until(() => own[0]!.length === 4)
      await expect(membership.confirm()).rejects.toThrow('the group was left')
      await world.close()
    },
    20_000,
  )
})

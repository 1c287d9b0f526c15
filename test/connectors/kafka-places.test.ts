import kafkajs from 'kafkajs'
import { expect } from 'vitest'
import { KafkaPlaces } from '../../src/connectors/kafka-places.ts'
import { itWithKafka } from '../peers/kafka/it-with-kafka.ts'
import { KafkaTopic } from './kafka-topic.ts'

itWithKafka(
  'says how many records were removed before they were read, and where a topic was made again',
  async ({ plain }) => {
    const topic = await KafkaTopic.make(plain, 2)
    await topic.records(Array.from({ length: 10 }, (_, i) => ({ partition: 0, value: String(i) })))
    // The client deletes only in partitions whose leaders it knows.
    await topic.admin.fetchTopicOffsets(topic.topic)
    await topic.admin.deleteTopicRecords({ topic: topic.topic, partitions: [{ partition: 0, offset: '4' }] })
    const kafka = new kafkajs.Kafka({ brokers: [plain], logLevel: kafkajs.logLevel.NOTHING })
    const located = async (from: 'earliest' | 'latest', cursor?: string) => {
      const told: string[] = []
      const places = new KafkaPlaces(topic.topic, from, cursor, (notice) => told.push(notice))
      await places.locate(kafka)
      return { places, told }
    }
    const begun = await located('earliest')
    expect([begun.places.next(0), begun.places.next(1), begun.places.problem, begun.told]).toEqual([
      4,
      0,
      undefined,
      [],
    ])
    expect((await located('latest')).places.next(0)).toBe(10)
    const late = await located('latest', '{"0":1}')
    expect([late.places.next(0), late.places.next(1)]).toEqual([4, 0])
    expect(late.places.unsaid()).toEqual([[0, 1]])
    expect(late.told).toEqual([expect.stringMatching(/^3 offsets of partition 0 were removed/)])
    const wrong = await located('earliest', '{"0":12,"1":0}')
    expect(wrong.places.problem).toMatch(/^partition 0 ends at offset 10, before 12, .*--fresh$/)
    wrong.places.pass(0, 13)
    expect(wrong.places.cursor).toBe('{"0":13,"1":0}')
    wrong.places.pass(0, 15, { offset: 14, mark: 7 })
    wrong.places.pass(0, 16)
    expect(wrong.places.cursor).toBe('{"0":[16,14,7],"1":0}')
    const { places } = await located('earliest', '{"0":[9,8,7],"1":0}')
    expect([places.next(0), places.last(0), places.last(1)]).toEqual([9, { offset: 8, mark: 7 }, undefined])
  },
)

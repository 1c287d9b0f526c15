import { expect, it } from 'vitest'
import { type KafkaSinkOptions, kafkaSink, writeKafka } from '../../src/connectors/kafka-sink.ts'
import { forecastObjects } from '../../src/sinks/forecast-objects.ts'
import { itWithKafka } from '../peers/kafka/it-with-kafka.ts'
import { placeOf, summary } from '../sinks/place.ts'
import { scoredOf } from '../sinks/scored.ts'
import { KafkaTopic } from './kafka-topic.ts'

const keyed = (origin: number, key: string) => {
  const scored = scoredOf(origin)
  return { ...scored, observation: { ...scored.observation, key: [key] } }
}

async function written(options: KafkaSinkOptions, origins: number, series: number) {
  const place = placeOf({ by: ['shop'] })
  const sink = await kafkaSink.build(kafkaSink.argument.parse(options), place)
  await sink.open?.()
  for (let origin = 1; origin <= origins; origin++)
    await sink.write(Array.from({ length: series }, (_, i) => keyed(origin, `s${i}`)))
  await sink.close(summary)
  return place
}

itWithKafka('sends a record for each series and origin, keyed by the series, in order', async ({ plain }) => {
  const topic = await KafkaTopic.make(plain, 3)
  const place = await written({ brokers: plain, topic: topic.topic, compression: 'gzip' }, 20, 5)
  const records = await topic.committed()
  expect(new Set(records.map(({ id }) => id)).size).toBe(100)
  expect(records).toHaveLength(100)
  for (let i = 0; i < 5; i++) {
    const key = `s${i}`
    const own = records.filter((record) => record.key === key)
    const expected = Array.from({ length: 20 }, (_, i) => JSON.stringify(forecastObjects(place)(keyed(i + 1, key))[0]))
    expect(own.map(({ value }) => value)).toEqual(expected)
    expect(own[0]!.id).toBe(`t/${key}/1970-01-02T00:00:00.000Z/y`)
  }
})

itWithKafka('divides what a topic does not take at once', async ({ plain }) => {
  const topic = await KafkaTopic.make(plain)
  const long = 'x'.repeat(3000)
  const sink = await kafkaSink.build(
    kafkaSink.argument.parse({ brokers: plain, topic: topic.topic }),
    placeOf({ by: ['shop'] }),
  )
  await sink.open?.()
  await sink.write(Array.from({ length: 1000 }, (_, i) => keyed(1, `${i}${long}`)))
  await sink.close(summary)
  expect(sink.delivery).toMatchObject({ delivered: 1000, waiting: 0 })
  expect((await topic.committed()).map(({ key }) => Number.parseInt(key, 10))).toEqual(
    Array.from({ length: 1000 }, (_, i) => i),
  )
})

itWithKafka('ends the run if there is no such topic, or if it does not take a record', async ({ plain }) => {
  await expect(written({ brokers: plain, topic: 'none' }, 1, 1)).rejects.toThrow(
    /kafka\.topic: expected the topic none/,
  )
  const topic = await KafkaTopic.make(plain)
  const sink = await kafkaSink.build(
    kafkaSink.argument.parse({ brokers: plain, topic: topic.topic }),
    placeOf({ by: ['shop'] }),
  )
  await sink.open?.()
  await expect(
    (async () => {
      await sink.write([keyed(1, 'x'.repeat(2_000_000))])
      await sink.close(summary)
    })(),
  ).rejects.toThrow('raise max.message.bytes')
  await sink.abort()
})

it('refuses names that are not topics', () => {
  expect(() => writeKafka({ brokers: 'a:1', topic: 'a/b' })).toThrow('kafka.topic: expected a name of a topic')
})

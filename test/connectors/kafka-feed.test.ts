import { expect } from 'vitest'
import { kafkaSource } from '../../src/connectors/kafka.ts'
import { kafkaSink } from '../../src/connectors/kafka-sink.ts'
import { openWord } from '../live/reading.ts'
import { Cluster } from '../peers/kafka/cluster.ts'
import { itWithKafka } from '../peers/kafka/it-with-kafka.ts'
import { placeOf, summary } from '../sinks/place.ts'
import { scoredOf } from '../sinks/scored.ts'
import { until } from '../until.ts'
import { KafkaTopic } from './kafka-topic.ts'

itWithKafka(
  'a broker that is killed and comes back loses and doubles nothing, for source and sink',
  async () => {
    const cluster = await Cluster.start()
    try {
      const [broker] = cluster.brokers()
      const [input, output] = [await KafkaTopic.make(broker!, 2), await KafkaTopic.make(broker!)]
      const notices: string[] = []
      const warn = (notice: string) => void notices.push(notice)
      const reconnect = { from: '100ms', to: '500ms' }
      const { open, stop } = openWord(kafkaSource, { ...input.options, reconnect }, { tell: warn })
      const argument = { brokers: broker!, topic: output.topic, retry: reconnect }
      const sink = await kafkaSink.build(kafkaSink.argument.parse(argument), placeOf({ warn }))
      await sink.open?.()
      const values: number[] = []
      const reading = (async () => {
        for await (const batch of open().batches) values.push(...batch.map((row) => row.values[0]!))
      })()
      await input.rows(1, 100)
      await sink.write([scoredOf(1), scoredOf(2)])
      await until(() => values.length === 100 && sink.delivery!.delivered === 2, 'what was sent before')
      await cluster.kill()
      await sink.write([scoredOf(3), scoredOf(4)])
      await until(() => notices.filter((notice) => notice.includes('no connection')).length === 2, 'two notices')
      await cluster.restart()
      await input.rows(101, 200)
      await until(() => values.length >= 200 && sink.delivery!.waiting === 0, 'what was sent after')
      await sink.close(summary)
      stop.abort()
      await reading
      expect(values.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, i) => i + 1))
      expect((await output.committed()).map(({ value }) => JSON.parse(value).origin)).toEqual(
        [1, 2, 3, 4].map((day) => new Date(day * 86_400_000).toISOString()),
      )
      expect(notices.filter((notice) => notice.includes('connected again'))).toHaveLength(2)
    } finally {
      await cluster.stop()
    }
  },
  180_000,
)

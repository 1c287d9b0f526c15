import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import avro from 'avsc'
import { describe, expect, it } from 'vitest'
import { type KafkaOptions, kafkaSource, readKafka } from '../../src/connectors/kafka.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { openWord, valuesUntil } from '../live/reading.ts'
import { itWithKafka } from '../peers/kafka/it-with-kafka.ts'
import { until } from '../until.ts'
import { KafkaTopic } from './kafka-topic.ts'

const folder = mkdtempSync(join(tmpdir(), 'rxcast-kafka-'))
const place = { resolve: (path: string) => join(folder, path) }
const types = 'https://example.com' // not reached

describe('values', () => {
  itWithKafka(
    'are rows of JSON, with the key, the time and the headers of their records as fields',
    async ({ plain }) => {
      const topic = await KafkaTopic.make(plain)
      await topic.records([
        { key: 'a', value: '{"v": 1}', timestamp: '5000' },
        { key: 'a', value: null },
        { key: 'a', value: '' },
        { key: 'a', value: 'oops' },
        { key: 'a', value: Buffer.of(0x22, 0xff) },
        { key: null, value: '{"v": 2}' },
        { key: 'b', value: '[{"v": 3}, {"v": 4, "key": "c"}]', timestamp: '6000', headers: { site: 'north' } },
      ])
      const argument = { ...topic.options, clock: undefined, arrival: true, target: 'v', by: ['key', 'headers.site'] }
      const { open, ledger, rejects, stop } = openWord(kafkaSource, { ...argument, where: { v: [1, 2, 3, 4] } })
      const rows: unknown[] = []
      for await (const batch of open().batches) {
        rows.push(...batch.map(({ key, time, values }) => [time, values[0], ...(key ?? [])]))
        if (rows.length >= 3) stop.abort()
      }
      expect(rows).toEqual([
        [5000, 1, 'a', ''],
        [6000, 3, 'b', 'north'],
        [6000, 4, 'c', 'north'],
      ])
      expect(ledger.skipped).toBe(1)
      expect(rejects.map(({ place, reason }) => [(place as { offset: number }).offset, reason])).toEqual([
        [2, 'expected a row, got an empty value'],
        [3, expect.stringContaining('expected JSON')],
        [4, expect.stringContaining('UTF-8')],
        [5, expect.stringContaining('which series')],
      ])
      expect(rejects[1]).toMatchObject({ place: { stream: `kafka ${topic.topic}`, partition: 0 }, raw: 'oops' })
    },
  )

  itWithKafka('are lines of CSV, to which the key is a column', async ({ plain }) => {
    const topic = await KafkaTopic.make(plain)
    await topic.records([
      { key: 'a', value: '5,1\n6,2' },
      { key: 'b', value: '5,3' },
    ])
    const argument = { ...topic.options, format: 'csv', columns: ['time', 'value'], by: 'key' }
    const { open, stop } = openWord(kafkaSource, argument)
    const seen: unknown[] = []
    for await (const batch of open().batches) {
      seen.push(...batch.map(({ key, time, values }) => [key![0], time, values[0]]))
      if (seen.length >= 3) stop.abort()
    }
    expect(seen).toEqual([
      ['a', 5, 1],
      ['a', 6, 2],
      ['b', 5, 3],
    ])
  })

  itWithKafka('are values of Avro, whose times are times; damaged ones are rejects', async ({ plain }) => {
    const schema = {
      type: 'record',
      name: 'Reading',
      fields: [
        { name: 'at', type: { type: 'long', logicalType: 'timestamp-micros' } },
        { name: 'of', type: { type: 'record', name: 'Of', fields: [{ name: 'temp', type: ['null', 'double'] }] } },
      ],
    } as const
    writeFileSync(join(folder, 'reading.avsc'), JSON.stringify(schema))
    const type = avro.Type.forSchema(schema as unknown as avro.Schema)
    const value = (at: number, temp: number | null) => type.toBuffer({ at: at * 1000, of: { temp } })
    const topic = await KafkaTopic.make(plain)
    await topic.records([{ value: value(5, 1) }, { value: value(6, null) }, { value: value(7, 2).subarray(0, -1) }])
    await topic.records([{ value: value(8, 3) }])
    const argument = { ...topic.options, clock: undefined, format: 'avro', schema: 'reading.avsc' }
    const { open, rejects, stop } = openWord(kafkaSource, { ...argument, time: 'at', target: 'of.temp' }, place)
    const seen: unknown[] = []
    for await (const batch of open().batches) {
      seen.push(...batch.map(({ time, values }) => [time, values[0]]))
      if (seen.length >= 3) stop.abort()
    }
    expect(seen).toEqual([
      [5, 1],
      [6, Number.NaN],
      [8, 3],
    ])
    expect(rejects).toMatchObject([
      { place: { offset: 2 }, reason: expect.stringContaining('expected a value of the Avro schema Reading, got') },
    ])
  })
})

describe('places', () => {
  itWithKafka('are those of the last message that was taken, in all partitions', async ({ plain }) => {
    const topic = await KafkaTopic.make(plain, 3)
    await topic.rows(1, 900)
    const state = mkdtempSync(join(tmpdir(), 'rxcast-kafka-'))
    const first = openWord(kafkaSource, topic.options, { ...place, state })
    const reading = first.open(new Uint8Array())
    const values = await valuesUntil(reading.batches, 900, first.stop)
    const position = snapshot(reading.position!)
    await topic.rows(901, 1500)
    const second = openWord(kafkaSource, topic.options, { ...place, state })
    values.push(...(await valuesUntil(second.open(position).batches, 600, second.stop)))
    expect(values.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 1500 }, (_, i) => i + 1))
    const offsets = await topic.admin.fetchOffsets({ groupId: topic.topic, topics: [topic.topic] })
    expect(offsets[0]!.partitions.reduce((sum, { offset }) => sum + Number(offset), 0)).toBe(1500)
  })

  itWithKafka('are not gone on from if the topic was made again, with as many rows', async ({ plain }) => {
    const topic = await KafkaTopic.make(plain)
    await topic.rows(1, 10)
    const state = mkdtempSync(join(tmpdir(), 'rxcast-kafka-'))
    const first = openWord(kafkaSource, topic.options, { ...place, state })
    const reading = first.open(new Uint8Array())
    await valuesUntil(reading.batches, 10, first.stop)
    await topic.makeAgain()
    await topic.rows(101, 130)
    const second = openWord(kafkaSource, topic.options, { ...place, state })
    const values: number[] = []
    const read = (async () => {
      for await (const batch of second.open(snapshot(reading.position!)).batches)
        values.push(...batch.map((row) => row.values[0]!))
    })()
    await until(() => second.notices.length > 0, 'a notice')
    second.stop.abort()
    await read
    expect(second.notices[0]).toContain('partition 0 has another record at offset 9 than was read')
    expect(values).toEqual([])
  })

  itWithKafka('begin behind the last record with from: latest', async ({ plain }) => {
    const topic = await KafkaTopic.make(plain)
    await topic.rows(1, 10)
    const { open, stop } = openWord(kafkaSource, { ...topic.options, from: 'latest' })
    const reading = open()
    const values = valuesUntil(reading.batches, 5, stop)
    // Until it has connected, what is sent can come before its place.
    for (let i = 11; ; i++) {
      await topic.rows(i, i)
      if (await Promise.race([values.then(() => true), delay(50, false)])) break
    }
    const got = await values
    expect(got[0]).toBeGreaterThan(10)
    expect(got).toEqual(got.map((_, i) => got[0]! + i))
  })
})

itWithKafka('has the brokers wait while rows are not taken, and loses none', async ({ plain }) => {
  const topic = await KafkaTopic.make(plain, 2)
  for (let i = 0; i < 3; i++) await topic.rows(i * 3000 + 1, i * 3000 + 3000)
  const { open, stop } = openWord(kafkaSource, topic.options)
  const values = await valuesUntil(open(undefined, 100).batches, 9000, stop)
  expect(values.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 9000 }, (_, i) => i + 1))
})

describe('a connection', () => {
  itWithKafka('is made over TLS, with a user by SCRAM or PLAIN', async ({ ca, plain, saslTls, username, password }) => {
    const topic = await KafkaTopic.make(plain)
    await topic.rows(1, 3)
    writeFileSync(join(folder, 'ca.pem'), ca)
    for (const mechanism of ['plain', 'scram-sha-256', 'scram-sha-512']) {
      const secured = { brokers: saslTls, tls: { ca: 'ca.pem' }, sasl: { mechanism, username, password } }
      const { open, stop } = openWord(kafkaSource, { ...topic.options, ...secured }, place)
      expect(await valuesUntil(open().batches, 3, stop)).toEqual([1, 2, 3])
    }
  })

  itWithKafka(
    'ends the run if the password is wrong, or if there is no such topic',
    async ({ plain, sasl, username }) => {
      const read = (more: object) =>
        valuesUntil(openWord(kafkaSource, { ...options, ...more }).open().batches, 1).catch((error: Error) => error)
      const options = { topic: 'none', group: 'g', brokers: plain }
      const wrong = { mechanism: 'scram-sha-256', username, password: 'guessed-wrong' }
      const refused = await read({ brokers: sasl, sasl: wrong })
      expect(refused).toMatchObject({
        name: 'ConfigError',
        message: expect.stringContaining('check mechanism, username'),
      })
      expect(JSON.stringify(refused)).not.toContain('guessed-wrong')
      expect(await read({})).toMatchObject({ name: 'ConfigError', message: expect.stringContaining('kafka.topic:') })
    },
  )
})

it('refuses options that contradict each other, and names that are not topics', () => {
  const options: KafkaOptions = { brokers: 'localhost:9092', topic: 't', group: 'g' }
  expect(() => readKafka({ ...options, topic: 'a b' })).toThrow('kafka.topic: expected a name of a topic')
  expect(() => readKafka({ ...options, format: 'avro' })).toThrow('kafka.format: expected schema or registry with avro')
  expect(() => readKafka({ ...options, schema: 'a.avsc' })).toThrow(
    'kafka.schema: expected no schema with format: json',
  )
  expect(() => readKafka({ ...options, format: 'avro', schema: 'a.avsc', registry: types })).toThrow('leave one out')
  expect(() => readKafka({ ...options, brokers: 'localhost' })).toThrow(
    'kafka.brokers: expected addresses of brokers as host:port',
  )
})

it('checks that the schema can be read before a run', async () => {
  const options = kafkaSource.argument.parse({
    brokers: 'a:1',
    topic: 't',
    group: 'g',
    format: 'avro',
    schema: 'no.avsc',
  })
  const problems = await kafkaSource.check!(options, { ...place, strict: false })
  expect(problems).toEqual([{ path: ['schema'], message: expect.stringContaining('got ENOENT for no.avsc') }])
})

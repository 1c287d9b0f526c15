import * as z from 'zod/mini'
import { ConfigError } from '../errors.ts'
import { kafkaConnection } from '../kafka/connection-options.ts'
import { liveChecks, liveColumns, liveFacts } from '../live/live-columns.ts'
import { liveSource } from '../live/live-source.ts'
import { recordsIn } from '../records/record-text.ts'
import { type ValueFormat, valueDecoder } from '../records/value-text.ts'
import { joinProblems } from '../sources/joined-source.ts'
import { type SourceRecipe, type SourceWord, sourceRecipe } from '../sources/source.ts'
import { optional, required, withDefault } from '../words/option.ts'
import { topicName } from '../words/topic-name.ts'
import { KafkaFeed } from './kafka-feed.ts'
import type { KafkaOptions } from './options.generated.ts'

export type { KafkaOptions }

const text = z.string().check(z.minLength(1))

// The brokers are asked all the time.
const { idle: _idle, ...columns } = liveColumns

export const kafkaOptions = z
  .strictObject({
    ...kafkaConnection,
    topic: required(topicName, 'Topic to read, all of its partitions.'),
    group: required(text, 'Consumer group, which only this pipeline uses. Tools see the lag by it.'),
    from: withDefault(
      z.enum(['earliest', 'latest']),
      'earliest',
      'Where a run begins that does not go on from a checkpoint: at the first record of each partition, or behind the last.',
    ),
    ...columns,
    format: withDefault(
      z.enum(['json', 'csv', 'avro']),
      'json',
      'What the value of a record is: JSON, lines of CSV, or Avro.',
    ),
    schema: optional(text, 'File with the schema of Avro (.avsc), for values that do not name theirs.'),
    registry: optional(
      z.url({ protocol: /^https?$/, error: 'an address such as http://localhost:8081' }),
      'Address of the registry that has the schemas of Avro, by the ids in the values; with user and password if it asks for them.',
    ),
    arrival: withDefault(
      z.boolean(),
      false,
      'Takes the time of the record, which its producer or the broker has written, as the time of a row.',
    ),
  })
  .check(
    ...liveChecks,
    z.check<ValueFormat>(({ value: { format, registry, schema }, issues }) => {
      const add = (path: 'schema' | 'registry' | 'format', input: unknown, message: string) =>
        issues.push({ code: 'custom', input, path: [path], message })
      if (format !== 'avro') {
        const message = `no schema with format: ${format}; set format to avro`
        if (schema !== undefined) add('schema', schema, message)
        if (registry !== undefined) add('registry', registry, message)
      } else if (schema !== undefined && registry !== undefined)
        add('schema', schema, 'no schema together with a registry; leave one out')
      else if (schema === undefined && registry === undefined)
        add('format', format, 'schema or registry with avro; name the file, or the address')
    }),
    z.describe('Options of `kafka`.'),
  )

type Options = z.output<typeof kafkaOptions>

/** The source word `kafka`: reads the records of a topic. */
export const kafkaSource: SourceWord = {
  name: 'kafka',
  summary: 'Reads rows from the records of a topic of Kafka: JSON, CSV or Avro.',
  argument: kafkaOptions,
  example: {
    brokers: ['localhost:9092'],
    topic: 'readings',
    group: 'weather',
    time: 'time',
    target: 'temp',
    by: 'key',
  },
  facts: (options: Options) => liveFacts(messageOptions(options)),
  whereabouts: ['brokers', 'clientId', 'tls', 'sasl', 'group', 'from', 'schema', 'registry', 'reconnect'],
  async check(options: Options, place) {
    const problems = await joinProblems(options, place)
    if (options.schema === undefined) return problems
    try {
      await valueDecoder('kafka', options, place.resolve)
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error
      return [...problems, ...error.problems.map(({ message }) => ({ path: ['schema'], message }))]
    }
    return problems
  },
  build: (options: Options, place) =>
    liveSource(messageOptions(options), place, new KafkaFeed(options, place), recordsIn),
}

/**
 * Reads the records of a topic of Kafka.
 *
 * @returns a source for the `source` of `run`
 * @throws ConfigError if an option is invalid
 */
export const readKafka = (options: KafkaOptions): SourceRecipe => sourceRecipe(kafkaSource, options)

/** The options with which the texts of records are read: values of Avro are JSON then. */
export const messageOptions = <O extends Pick<Options, 'format'>>(options: O) => ({
  ...options,
  format: options.format === 'avro' ? ('json' as const) : options.format,
})

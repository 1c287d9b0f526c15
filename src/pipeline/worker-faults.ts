import { ConfigError } from '../errors.ts'
import type { Fault } from './check-call.ts'
import type { Pipeline } from './pipeline.ts'
import { workerPlan } from './worker-plan.ts'

/** Options of the source and the sinks `kafka` that matter here. */
interface KafkaArgument {
  readonly brokers: readonly string[]
  readonly topic: string
  readonly from?: string
  readonly join?: unknown
  readonly only?: string
  readonly compression?: string
}

/** @throws ConfigError with everything that keeps a worker from running a pipeline */
export function demandWorker(pipeline: Pipeline): void {
  const faults = workerFaults(pipeline)
  if (faults.length > 0)
    throw new ConfigError(faults.map(({ path, message }) => ({ where: pipeline.locate(path), message })))
}

/** What keeps a worker from running a pipeline: whatever is not part of one partition, or of its transaction. */
function workerFaults(pipeline: Pipeline): readonly Fault[] {
  const { settings, source } = pipeline
  const at = source.path ?? ['source']
  if (source.word.name !== 'kafka')
    return [
      {
        path: at,
        message: `worker: expected the source kafka, got ${source.word.name}; a worker takes the partitions of a topic, and rxcast run any source`,
      },
    ]
  const { from, join } = source.argument as KafkaArgument
  const faults: Fault[] = []
  const add = (path: readonly PropertyKey[], message: string) => faults.push({ path, message })
  if (join !== undefined)
    add(
      [...at, 'join'],
      'kafka.join: a worker reads no file beside its partition; join it before the rows are produced',
    )
  if (from === 'latest')
    add(
      [...at, 'from'],
      'kafka.from: a worker begins at the first record of a partition, or where its state says; leave it out, or produce to a new topic',
    )
  if (settings.total)
    add(
      ['total'],
      'total: a worker has only some of the series; leave it out, or run the total of the output topic with rxcast run',
    )
  if (settings.strict)
    add(['strict'], 'strict: a worker sends rows that cannot be used to the dead letters, and goes on; leave it out')
  return [...faults, ...sinkFaults(pipeline), ...topicFaults(pipeline)]
}

function sinkFaults({ sinks, source }: Pipeline): readonly Fault[] {
  const { brokers } = source.argument as KafkaArgument
  const stated = sinks.filter(({ path }) => path !== undefined)
  if (stated.length === 0)
    return [
      {
        path: ['sinks'],
        message:
          'sinks: expected a sink kafka, got none; add one, such as - kafka: { brokers: [localhost:9092], topic: forecasts }',
      },
    ]
  return stated.flatMap(({ argument, path = [], word: { name } }): Fault[] => {
    if (name !== 'kafka')
      return [
        {
          path,
          message: `${name}: expected only sinks kafka, whose records are committed with the state, got ${name}; read their topic with rxcast run, and write from there`,
        },
      ]
    const sink = argument as KafkaArgument
    const option = (name: string, message: string): Fault => ({
      path: [...path, name],
      message: `kafka.${name}: ${message}`,
    })
    return [
      ...(sink.brokers.some((broker) => brokers.includes(broker))
        ? []
        : [
            option(
              'brokers',
              `expected those of the source, since a transaction is within one cluster, got ${sink.brokers.join(', ')}; send to the same cluster, and copy the topic from there`,
            ),
          ]),
      ...(sink.only === 'latest'
        ? [
            option(
              'only',
              'a worker sends every forecast; leave it out, and compact the topic (cleanup.policy=compact) to keep the last',
            ),
          ]
        : []),
      ...(sink.compression === 'gzip'
        ? [option('compression', 'a worker does not compress; leave it out, and set compression.type of the topic')]
        : []),
    ]
  })
}

/** Each topic has a use of its own: a worker would read what it writes, or take over what is not state. */
function topicFaults(pipeline: Pipeline): readonly Fault[] {
  const { changelog, deadLetters, outputs, topic } = workerPlan(pipeline)
  const clash = (name: string, path: readonly PropertyKey[], option: string, others: readonly string[]): Fault[] =>
    others.includes(name)
      ? [{ path, message: `${option}: expected a topic of its own, got ${name}, which has another use` }]
      : []
  return [
    ...clash(changelog, ['worker', 'changelog'], 'worker.changelog', [topic, deadLetters, ...outputs]),
    ...clash(deadLetters, ['worker', 'deadLetters'], 'worker.deadLetters', [topic, ...outputs]),
    ...pipeline.sinks.flatMap(({ argument, path = [], word }) =>
      word.name === 'kafka' && (argument as KafkaArgument).topic === topic
        ? clash(topic, [...path, 'topic'], 'kafka.topic', [topic])
        : [],
    ),
  ]
}

/** Settings that a worker does not use, a sentence each. */
export function uselessForWorker({ settings: { checkpoint, threads } }: Pick<Pipeline, 'settings'>): string[] {
  return [
    ...(checkpoint === undefined ? [] : ['checkpoint: not used by a worker, whose state is in its changelog']),
    ...(threads === 1 ? [] : ['threads: not used by a worker; start one for each core']),
  ]
}

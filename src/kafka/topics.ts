import type { Admin, ITopicConfig } from 'kafkajs'
import { ConfigError, type Problem } from '../errors.ts'
import type { KafkaClient } from './client.ts'
import { keepTrying } from './keep-trying.ts'

/** A topic, and which option names it. */
export interface NamedTopic {
  readonly name: string
  /** For errors, such as `worker.changelog:`. */
  readonly where: string
}

/** The topics of a group of workers. */
export interface WorkerTopics {
  readonly input: NamedTopic
  readonly changelog: NamedTopic
  /** Those of the sinks and of the dead letters. */
  readonly outputs: readonly NamedTopic[]
}

/** How topics are created. */
export interface TopicOptions {
  /** Number of partitions. Default: that of the input; 16 if it is created too. */
  readonly partitions?: number | undefined
  /** Copies of each partition, on as many brokers. Default: as the brokers are set. */
  readonly replicas?: number | undefined
}

/** Tasks for as many processors. The number cannot be changed later without moving series to other partitions. */
const defaultPartitions = 16

/**
 * Settings of the changelog. Only the last value of each series is needed, and a takeover reads all that is there: small
 * segments and an early compaction keep it short.
 */
export const changelogSettings = {
  'cleanup.policy': 'compact',
  'segment.bytes': String(16 << 20),
  'min.cleanable.dirty.ratio': '0.1',
  'max.compaction.lag.ms': '10000',
}

/**
 * Creates the topics of a group of workers that are not there yet, all with the same number of partitions.
 *
 * @returns names of those that were created
 * @throws ConfigError if one that is there does not fit, or the brokers refuse
 */
export function createTopics(
  client: KafkaClient,
  topics: WorkerTopics,
  { partitions, replicas }: TopicOptions = {},
): Promise<readonly string[]> {
  return withAdmin(client, async (admin) => {
    const { input, changelog, outputs } = topics
    const there = await partitionCounts(admin, topics)
    const count = there.get(input.name) ?? partitions ?? defaultPartitions
    if (partitions !== undefined && partitions !== count)
      throw new ConfigError([
        {
          where: '--partitions:',
          message: `expected ${count}, as the topic ${input.name} has, got ${partitions}; leave it out, or choose another topic`,
        },
      ])
    // With three copies, one broker can be lost without the loss of a commit, and without a stop.
    const safe = replicas !== undefined && replicas > 2 ? { 'min.insync.replicas': '2' } : {}
    const created: string[] = []
    for (const { name } of [input, changelog, ...outputs]) {
      if (there.has(name) || created.includes(name)) continue
      const settings = { ...safe, ...(name === changelog.name ? changelogSettings : {}) }
      const topic: ITopicConfig = {
        ...{ topic: name, numPartitions: count, replicationFactor: replicas ?? -1 },
        configEntries: Object.entries(settings).map(([key, value]) => ({ name: key, value })),
      }
      const isNew = await admin.createTopics({ topics: [topic], waitForLeaders: false }).catch((error) => {
        throw client.explained(error, name)
      })
      if (isNew) created.push(name)
    }
    const signal = AbortSignal.timeout(settlingMs)
    await keepTrying(client, undefined, signal, () => check(client, admin, topics, created))
    return created
  })
}

/**
 * Checks that the topics of a group of workers are there and fit together.
 *
 * @returns the number of partitions
 * @throws ConfigError with all that does not fit
 */
export function checkTopics(client: KafkaClient, topics: WorkerTopics): Promise<number> {
  return withAdmin(client, (admin) => check(client, admin, topics))
}

/** Milliseconds that brokers may take until they know new topics. */
const settlingMs = 10_000

async function check(
  client: KafkaClient,
  admin: Admin,
  topics: WorkerTopics,
  created: readonly string[] = [],
): Promise<number> {
  const { input, changelog, outputs } = topics
  const there = await partitionCounts(admin, topics)
  const unknown = created.find((name) => !there.has(name))
  if (unknown !== undefined) throw new Error(`the brokers do not know the new topic ${unknown} yet`)
  const count = there.get(input.name)
  const problems = there.has(changelog.name) ? await policyProblems(client, admin, changelog) : []
  for (const { name, where } of [input, changelog, ...outputs])
    if (!there.has(name))
      problems.push({ where, message: `expected the topic ${name}, got none; create it, or add --create-topics` })
  if (count !== undefined) problems.push(...countProblems(there, count, topics))
  if (problems.length > 0) throw new ConfigError(problems)
  return count!
}

/** What has another number of partitions than the input. */
function countProblems(there: Map<string, number>, count: number, { input, changelog, outputs }: WorkerTopics) {
  const state = there.get(changelog.name) ?? count
  if (state !== count)
    return [
      {
        where: changelog.where,
        message: `expected ${changelog.name} to have ${count} partitions, as ${input.name} has, got ${state}; a state is that of the series of its partition: go on with topics of another group (docs/kafka.md, "More or fewer workers")`,
      },
    ]
  return outputs.flatMap(({ name, where }) => {
    const own = there.get(name) ?? count
    if (own === count) return []
    const cure = own < count ? `raise them (kafka-topics --alter --partitions ${count}), or ` : ''
    const message = `expected ${name} to have ${count} partitions, as ${input.name} has, got ${own}; ${cure}choose another topic`
    return [{ where, message }]
  })
}

async function policyProblems({ kafkajs }: KafkaClient, admin: Admin, { name, where }: NamedTopic): Promise<Problem[]> {
  const type = kafkajs.ConfigResourceTypes.TOPIC
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: [{ type, name, configNames: ['cleanup.policy'] }],
  })
  const policy = resources[0]?.configEntries.find(({ configName }) => configName === 'cleanup.policy')?.configValue
  if (policy === undefined || policy === 'compact') return []
  const cure = `kafka-configs --alter --entity-type topics --entity-name ${name} --add-config cleanup.policy=compact`
  return [{ where, message: `expected ${name} to have cleanup.policy=compact, got ${policy}; ${cure}` }]
}

/** Numbers of partitions of the topics that are there. */
async function partitionCounts(
  admin: Admin,
  { input, changelog, outputs }: WorkerTopics,
): Promise<Map<string, number>> {
  const all = new Set(await admin.listTopics())
  const there = [input, changelog, ...outputs].map(({ name }) => name).filter((name) => all.has(name))
  if (there.length === 0) return new Map()
  const { topics } = await admin.fetchTopicMetadata({ topics: [...new Set(there)] })
  return new Map(topics.map(({ name, partitions }) => [name, partitions.length]))
}

async function withAdmin<T>(client: KafkaClient, work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = client.kafka.admin()
  try {
    await admin.connect()
    return await work(admin)
  } catch (error) {
    throw client.explained(error)
  } finally {
    await admin.disconnect()
  }
}

import type { Broker, Cluster } from 'kafkajs'
import { ConfigError } from '../errors.ts'
import { Backoff } from '../live/backoff.ts'
import type { KafkaClient } from './client.ts'
import { clusterOf } from './cluster.ts'
import { isCoordinatorMoving } from './explained.ts'
import { type Agreement, agreedUpon, type Claim, claimIn, isSame, protocolName } from './sticky.ts'

/** What a worker works among: the partitions of its input, and the members of its group. */
export class Surroundings {
  private readonly client: KafkaClient
  private readonly names: { readonly topic: string; readonly group: string }
  private readonly cluster: Cluster
  private readonly closing = new AbortController()

  constructor(client: KafkaClient, names: { readonly topic: string; readonly group: string }) {
    this.client = client
    this.names = names
    this.cluster = clusterOf(client)
  }

  /** Number of partitions of the input. */
  async partitions(): Promise<number> {
    const { client, cluster, names } = this
    try {
      await cluster.connect()
      await cluster.addTargetTopic(names.topic)
      await cluster.refreshMetadata()
      return cluster.findTopicPartitionMetadata(names.topic).length
    } catch (error) {
      throw client.explained(error, names.topic)
    }
  }

  /** @throws ConfigError if the input has another number of partitions, or the group has agreed upon something else */
  async check(own: Agreement): Promise<void> {
    const partitions = await this.partitions()
    if (partitions !== own.partitions) throw changedPartitions(own, partitions)
    const agreed = agreedUpon(await this.claims())
    if (agreed !== undefined && !isSame(agreed, own)) throw disagreement(this.names.group, agreed, own)
  }

  /** The position of the group in a partition, with the text that was committed with it; undefined if there is none. */
  async committed(partition: number): Promise<{ readonly position: number; readonly text: string } | undefined> {
    const { group: groupId, topic } = this.names
    // The declaration of its request is that of its answer, without what the answer has besides.
    const wanted = { groupId, topics: [{ topic, partitions: [{ partition, offset: '' }] }] }
    await this.cluster.connect()
    const { responses } = await this.asked((coordinator) => coordinator.offsetFetch(wanted))
    const { offset, metadata }: { offset: string; metadata?: string } = responses[0]!.partitions[0]!
    return Number(offset) < 0 ? undefined : { position: Number(offset), text: metadata ?? '' }
  }

  close(): Promise<void> {
    this.closing.abort()
    return this.cluster.disconnect()
  }

  /** What the members of the group have said when they joined; none while the group is about to change. */
  private async claims(): Promise<Map<string, Claim>> {
    const { kafkajs } = this.client
    const groupIds = [this.names.group]
    const { groups }: Described = await this.asked((coordinator) => coordinator.describeGroups({ groupIds }))
    const members = groups.flatMap(({ members, protocol }) => (protocol === protocolName ? members : []))
    return new Map(
      members.flatMap(({ memberId, memberMetadata }) => {
        const claim = claimIn(kafkajs, memberMetadata)
        return claim === undefined ? [] : [[memberId, claim]]
      }),
    )
  }

  /** An answer of the broker that coordinates the group, as soon as it can give one. */
  private async asked<T>(ask: (coordinator: Broker) => Promise<T>): Promise<T> {
    const { client, cluster, names } = this
    const backoff = new Backoff({ from: 50, to: 500 })
    for (let left = 20; ; left--) {
      try {
        return await ask(await cluster.findGroupCoordinator({ groupId: names.group }))
      } catch (error) {
        if (left === 0 || !isCoordinatorMoving(error)) throw client.explained(error, names.group)
        await backoff.wait(this.closing.signal)
      }
    }
  }
}

interface Described {
  readonly groups: readonly {
    readonly protocol: string
    readonly members: readonly { readonly memberId: string; readonly memberMetadata: Buffer }[]
  }[]
}

const changedPartitions = ({ topic, partitions }: Agreement, now: number) =>
  new ConfigError([
    {
      where: 'kafka.topic:',
      message: `expected ${topic} to have ${partitions} partitions, as when its state began, got ${now}; the keys of series choose other partitions now: go on with topics of another group (docs/kafka.md, "More or fewer workers")`,
    },
  ])

function disagreement(group: string, agreed: Agreement, own: Agreement): ConfigError {
  const cure = 'stop these workers first, or use another group'
  const but = (where: string, what: string, theirs: string, mine: string) =>
    new ConfigError([
      {
        where,
        message: `expected ${what} ${theirs}, as the running workers of group ${group} have it, got ${mine}; ${cure}`,
      },
    ])
  if (agreed.topic !== own.topic) return but('kafka.topic:', 'the topic', agreed.topic, own.topic)
  if (agreed.changelog !== own.changelog)
    return but('worker.changelog:', 'the changelog', agreed.changelog, own.changelog)
  if (agreed.partitions !== own.partitions) return changedPartitions(agreed, own.partitions)
  return new ConfigError([
    {
      where: 'kafka.group:',
      message: `expected the steps, columns and seed of the running workers of group ${group}, got others; ${cure}`,
    },
  ])
}

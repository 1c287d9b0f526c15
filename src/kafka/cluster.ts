import type { Cluster } from 'kafkajs'
import type { KafkaClient } from './client.ts'

/** The connections of kafkajs to the brokers. It has no way to ask for them, but passes them to what assigns partitions. */
export function clusterOf({ kafka, kafkajs }: Pick<KafkaClient, 'kafka' | 'kafkajs'>): Cluster {
  let connections: Cluster | undefined
  kafka.consumer({
    groupId: 'none',
    allowAutoTopicCreation: false,
    partitionAssigners: [
      (config) => {
        connections = config.cluster
        return kafkajs.PartitionAssigners.roundRobin(config)
      },
    ],
  })
  return connections!
}

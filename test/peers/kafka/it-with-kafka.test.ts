import { Kafka, logLevel, type SASLOptions } from 'kafkajs'
import { expect } from 'vitest'
import { itWithKafka } from './it-with-kafka.ts'

itWithKafka('a shared broker answers with and without TLS and each mechanism of SASL', async (broker) => {
  const { username, password } = broker
  const mechanisms = ['plain', 'scram-sha-256', 'scram-sha-512'] as const
  const logins = mechanisms.map((mechanism) => ({ mechanism, username, password }) as SASLOptions)
  const ssl = { ca: broker.ca }
  const clients = [
    { brokers: [broker.plain] },
    { brokers: [broker.tls], ssl },
    ...logins.flatMap((sasl) => [
      { brokers: [broker.sasl], sasl },
      { brokers: [broker.saslTls], sasl, ssl },
    ]),
  ]
  for (const client of clients) {
    const admin = new Kafka({ ...client, logLevel: logLevel.NOTHING }).admin()
    await admin.connect()
    expect((await admin.describeCluster()).brokers).toHaveLength(1)
    await admin.disconnect()
  }
})

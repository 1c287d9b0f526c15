import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../src/errors.ts'
import { kafkaClient } from '../../src/kafka/client.ts'

const place = { word: 'kafka', resolve: (path: string) => path }

/** What a user reads if the topics of a broker are asked for. */
async function problemAt(broker: string, more: object = {}): Promise<Error> {
  const client = await kafkaClient({ brokers: [broker], clientId: 'test', ...more }, place)
  const admin = client.kafka.admin({ retry: { retries: 0 } })
  try {
    await admin.connect()
    await admin.listTopics()
  } catch (error) {
    return client.explained(error)
  } finally {
    await admin.disconnect()
  }
  throw new Error('expected a failure')
}

describe('the client of Kafka', () => {
  it('says that nobody listens, which may pass', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    server.close()
    const error = await problemAt(`127.0.0.1:${port}`)
    expect(error).not.toBeInstanceOf(ConfigError)
    expect(error.message).toMatch(new RegExp(`^127.0.0.1:${port}: .*ECONNREFUSED`))
  })

  it('says that the connection was closed, and what may be missing', async () => {
    const server = createServer((socket) => socket.on('data', () => socket.end())).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const error = await problemAt(`127.0.0.1:${port}`)
    server.close()
    expect(error.message).toBe(`127.0.0.1:${port} closed the connection, as brokers do that ask for sasl or tls`)
  })

  it('names the file of tls that cannot be read', async () => {
    const made = kafkaClient({ brokers: ['a:1'], clientId: 'test', tls: { ca: '/none.pem' } }, place)
    await expect(made).rejects.toThrow(/^kafka.tls.ca: expected a file in PEM, got ENOENT/)
  })
})

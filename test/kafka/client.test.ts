import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../src/errors.ts'
import { kafkaClient } from '../../src/kafka/client.ts'
import { itWithKafka } from '../peers/kafka/it-with-kafka.ts'

const place = { word: 'kafka', resolve: (path: string) => path }

/** What a user reads if the topics of a broker are asked for. */
async function problemAt(broker: string, more: object = {}, tell?: (notice: string) => void): Promise<Error> {
  const client = await kafkaClient({ brokers: [broker], clientId: 'test', ...more }, { ...place, tell })
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
    expect(error.message).toMatch(`connect ECONNREFUSED 127.0.0.1:${port}`)
  })

  it('says that the connection was closed, and what may be missing', async () => {
    const server = createServer((socket) => socket.on('data', () => socket.end())).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const error = await problemAt(`127.0.0.1:${port}`)
    server.close()
    expect(error.message).toBe(`127.0.0.1:${port} closed the connection, as brokers do that ask for sasl or tls`)
  })

  it('says soon that no answer has come, and from whom', async () => {
    const sockets: Socket[] = []
    const server = createServer((socket) => sockets.push(socket.resume())).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    let problem: Promise<Error> | undefined
    const said = await new Promise<string>((tell) => {
      problem = problemAt(`127.0.0.1:${port}`, {}, tell)
    })
    expect(said).toBe(`no answer from 127.0.0.1:${port} for 5 s; still waiting`)
    for (const socket of sockets) socket.destroy()
    server.close()
    await problem
  })

  it('names the file of tls that cannot be read', async () => {
    const made = kafkaClient({ brokers: ['a:1'], clientId: 'test', tls: { ca: '/none.pem' } }, place)
    await expect(made).rejects.toThrow(/^kafka.tls.ca: expected a file in PEM, got ENOENT/)
  })

  describe('of a real broker', () => {
    itWithKafka('says what is wrong with user, password, mechanism or certificate', async (broker) => {
      const { sasl, tls, saslTls, plain, username, password, ca } = broker
      const folder = mkdtempSync(join(tmpdir(), 'rxcast-'))
      const file = join(folder, 'ca.pem')
      writeFileSync(file, ca)
      const login = (change: object) => ({ sasl: { mechanism: 'scram-sha-256', username, password, ...change } })
      const wrong = await problemAt(sasl, login({ password: 'not-this' }))
      expect(wrong).toBeInstanceOf(ConfigError)
      expect(wrong.message).toMatch(
        new RegExp(`^kafka.sasl: expected ${sasl} to accept user "${username}" by scram-sha-256, got ".*"; check`),
      )
      expect(wrong.message).not.toContain('not-this')
      const plainly = await problemAt(sasl, login({ mechanism: 'plain', username: 'nobody' }))
      expect(plainly.message).toMatch(/^kafka.sasl: .* user "nobody" by plain, got .*; check mechanism/)
      for (const problem of [
        await problemAt(sasl),
        await problemAt(tls),
        await problemAt(saslTls, { tls: { ca: file } }),
      ])
        expect(problem.message).toContain('closed the connection, as brokers do that ask for sasl or tls')
      expect((await problemAt(tls, { tls: {} })).message).toMatch(/self-signed.*; tls.ca can name the certificate/)
      expect((await problemAt(plain, { tls: { ca: file } })).message).toMatch(/closed the connection|before secure TLS/)
      await expect(problemAt(saslTls, { tls: { ca: file }, ...login({}) })).rejects.toThrow('expected a failure')
      rmSync(folder, { recursive: true })
    })
  })
})

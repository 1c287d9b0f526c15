import { chmodSync, chownSync, copyFileSync, readFileSync, statSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createServer as createTlsServer } from 'node:tls'
import { Aedes } from 'aedes'
import { expect, it, onTestFinished } from 'vitest'
import { WebSocketServer } from 'ws'
import { httpSource } from '../../src/connectors/http.ts'
import { mqttSource } from '../../src/connectors/mqtt.ts'
import { postgresSource } from '../../src/connectors/postgres.ts'
import { sseSource } from '../../src/connectors/sse.ts'
import { webSocketSource } from '../../src/connectors/web-socket.ts'
import { trustedFeed } from '../../src/live/trusted-feed.ts'
import type { SourceWord } from '../../src/sources/source.ts'
import { certificate } from '../peers/certificate.ts'
import { itWithPostgres, Postgres } from '../peers/postgres.ts'
import { message, openFeed, openWord, plain, valuesUntil } from './reading.ts'

const files = certificate()
const secret = { cert: readFileSync(files.cert), key: readFileSync(files.key) }
const cluster = Postgres.forTests()

/** Starts a server on loopback; returns host and port. */
async function listening(server: ReturnType<typeof createTlsServer>): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function https(handle: RequestListener): Promise<string> {
  const server = createServer(secret, handle)
  onTestFinished(() => server.closeAllConnections())
  return `https://${await listening(server)}`
}

/** A source reads its row if `tls.ca` names the certificate, and ends with the reason if not. */
async function expectTrust(word: SourceWord, argument: { readonly url: string }, shown = argument.url) {
  const trusting = openWord(word, { ...plain, ...argument, tls: { ca: files.cert } })
  expect(await valuesUntil(trusting.open().batches, 1, trusting.stop)).toEqual([1])
  const distrusting = openWord(word, { ...plain, ...argument })
  const why = 'self-signed certificate; tls.ca can name the certificate to trust'
  await expect(valuesUntil(distrusting.open().batches, 1)).rejects.toThrow(
    `${word.name}.tls: expected a trusted certificate of ${shown}, got ${why}`,
  )
}

it('http ends if the certificate is not trusted', async () => {
  await expectTrust(httpSource, { url: `${await https((_, response) => response.end(message(1)))}/rows` })
})

it('sse ends if the certificate is not trusted', async () => {
  const url = await https((_, response) =>
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(`data: ${message(1)}\n\n`),
  )
  await expectTrust(sseSource, { url: `${url}/events` })
})

it('webSocket ends if the certificate is not trusted', async () => {
  const server = createServer(secret)
  const sockets = new WebSocketServer({ server })
  sockets.on('connection', (socket) => socket.send(message(1)))
  onTestFinished(() => {
    for (const socket of sockets.clients) socket.terminate()
  })
  await expectTrust(webSocketSource, { url: `wss://${await listening(server)}/prices` })
})

it('mqtt ends if the certificate is not trusted', async () => {
  const broker = await Aedes.createBroker()
  onTestFinished(() => new Promise<void>((resolve) => broker.close(resolve)))
  broker.on('subscribe', () => {
    broker.publish({ cmd: 'publish', topic: 'a', payload: message(1), qos: 0, retain: false, dup: false }, () => {})
  })
  const url = `mqtts://${await listening(createTlsServer(secret, (socket) => void broker.handle(socket)))}`
  await expectTrust(mqttSource, { url, topics: 'a' } as { url: string })
})

itWithPostgres('postgres ends if the certificate is not trusted', async () => {
  const [{ folder }] = (await cluster.query(`select current_setting('data_directory') as folder`)) as [
    { folder: string },
  ]
  for (const [from, to] of [
    [files.cert, 'server.crt'],
    [files.key, 'server.key'],
  ] as const) {
    copyFileSync(from, join(folder, to))
    chmodSync(join(folder, to), 0o600)
    chownSync(join(folder, to), statSync(folder).uid, statSync(folder).gid)
  }
  await cluster.query('alter system set ssl = on')
  await cluster.halt()
  await cluster.restart()
  await cluster.query('create table readings (id int, at timestamptz, v float8)')
  await cluster.query(`insert into readings values (1, '2024-01-01', 1)`)
  const rows = { query: 'readings', rising: 'id', time: 'at', target: 'v', clock: undefined, zone: 'UTC' }
  await expectTrust(
    postgresSource,
    { url: `${cluster.url}?sslmode=require`, ...rows },
    cluster.url.replace('test@', ''),
  )
})

it('tries again after other failures, and if the certificate was trusted before', async () => {
  const expired = Object.assign(new Error('certificate has expired'), { code: 'CERT_HAS_EXPIRED' })
  let tries = 0
  const feed = trustedFeed('http', {
    name: 'tap',
    async run(link) {
      tries++
      if (tries === 1) throw new Error('away')
      if (tries === 2) link.heard()
      else if (tries === 3) throw expired
      else await link.message(message(tries))
    },
  })
  const { notices, open, stop } = openFeed(feed)
  expect(await valuesUntil(open().batches, 1, stop)).toEqual([4])
  expect(notices[0]).toContain('away')
})

import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { readWebSocket, webSocketSource } from '../../src/connectors/web-socket.ts'
import { message, openWord, plain, valuesUntil } from '../live/reading.ts'
import { until } from '../until.ts'

/** A server on loopback, and its address. */
async function serve(onConnection: (socket: WebSocket, request: IncomingMessage) => void, options = {}) {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', ...options })
  server.on('connection', onConnection)
  await once(server, 'listening')
  onTestFinished(() => {
    for (const client of server.clients) client.terminate()
    server.close()
  })
  return { server, url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

it('subscribes, reads rows, and goes on with a new connection after the server dropped it', async () => {
  const heard: string[] = []
  let sent = 0
  const { url } = await serve((socket, { headers }) => {
    socket.on('message', (data) => {
      heard.push(`${headers.authorization}: ${data}`)
      if (heard.length % 2 === 1) return
      for (let i = 0; i < 3; i++) socket.send(message(++sent))
      if (sent === 3) socket.terminate()
    })
  })
  const argument = { ...plain, url: `${url}/?token=secret`, headers: { Authorization: 'Bearer abc' } }
  const { notices, open, stop } = openWord(webSocketSource, { ...argument, send: ['hello', { subscribe: 'all' }] })
  expect(await valuesUntil(open().batches, 6, stop)).toEqual([1, 2, 3, 4, 5, 6])
  expect(heard).toEqual(Array(2).fill(['Bearer abc: hello', 'Bearer abc: {"subscribe":"all"}']).flat())
  expect(notices).toEqual([
    `${url}: no connection (it was closed with code 1006); trying again until there is one`,
    expect.stringMatching(/: connected again after \d+ s$/),
  ])
})

it('connects again if the server does not answer pings', async () => {
  let connections = 0
  const { url } = await serve(
    (socket) => {
      connections++
      socket.send(message(connections))
    },
    { autoPong: false },
  )
  const { notices, open, stop } = openWord(webSocketSource, { ...plain, url, heartbeat: '20ms' })
  const [first, second] = await valuesUntil(open().batches, 2, stop)
  expect(second).toBeGreaterThan(first!)
  expect(notices[0]).toContain('no answer to a ping within 0.02 s')
})

it('has a fast server wait, and loses nothing', async () => {
  const count = 5000
  const { url } = await serve((socket) => {
    for (let i = 1; i <= count; i++) socket.send(message(i))
  })
  const { open, stop } = openWord(webSocketSource, { ...plain, url })
  const values: number[] = []
  for await (const batch of open(undefined, 100).batches) {
    values.push(...batch.map(({ values }) => values[0]!))
    if (values.length % 500 === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    if (values.length === count) break
  }
  stop.abort()
  expect(values).toEqual(Array.from({ length: count }, (_, i) => i + 1))
})

it('ends if the server refuses it from the start, and waits for one that is not there yet', async () => {
  const refusing = createServer().listen(0, '127.0.0.1')
  refusing.on('upgrade', (_, socket) => socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n'))
  await once(refusing, 'listening')
  onTestFinished(() => void refusing.close())
  const { port } = refusing.address() as AddressInfo
  const refused = openWord(webSocketSource, { ...plain, url: `ws://127.0.0.1:${port}` })
  await expect(valuesUntil(refused.open().batches, 1)).rejects.toThrow(
    `webSocket.url: expected a WebSocket at ws://127.0.0.1:${port}, got HTTP 401; check the address and the headers`,
  )

  const { server, url } = await serve(() => {})
  server.close()
  await once(server, 'close')
  const { notices, open, stop } = openWord(webSocketSource, { ...plain, url })
  const values = valuesUntil(open().batches, 1, stop)
  await until(() => notices.length > 0, 'a notice')
  await serve((socket) => socket.send(message(7)), { port: Number(new URL(url).port) })
  expect(await values).toEqual([7])
  expect(notices[0]).toMatch(/no connection \(connect ECONNREFUSED/)
})

it('is refused with an address of another kind', () => {
  expect(() => readWebSocket({ url: 'http://example.com' })).toThrow(
    'webSocket.url: expected an address such as wss://example.com/prices, got "http://example.com"',
  )
  expect(typeof readWebSocket({ url: 'ws://example.com' })).toBe('function')
})

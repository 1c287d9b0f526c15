import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { readSse, sseSource } from '../../src/connectors/sse.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { message, openWord, plain, valuesUntil } from '../live/reading.ts'
import { until } from '../until.ts'

/** A server on loopback that sends events from the one after Last-Event-ID on. */
async function serve(answer: (response: ServerResponse, after: number, request: IncomingMessage) => void) {
  const server = createServer((request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' })
    answer(response, Number(request.headers['last-event-id'] ?? 0), request)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const event = (id: number) => `id: ${id}\ndata: ${message(id)}\n\n`

it('reads events, and goes on after the last one when the server dropped the connection', async () => {
  const asked: number[] = []
  const url = await serve((response, after, { headers }) => {
    asked.push(after)
    expect(headers.authorization).toBe('Bearer abc')
    response.write(': a comment\n\nevent: other\ndata: nonsense\n\n')
    for (let id = after + 1; id <= after + 3; id++) response.write(event(id))
    if (after === 0) response.end()
    else if (after === 3) setImmediate(() => response.destroy())
  })
  const argument = { ...plain, url: `${url}/events?key=secret`, headers: { Authorization: 'Bearer abc' } }
  const { notices, open, rejects, stop } = openWord(sseSource, argument)
  expect(await valuesUntil(open().batches, 9, stop)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
  expect(asked).toEqual([0, 3, 6])
  expect(rejects).toEqual([])
  expect(notices[0]).toBe(`${url}/events: no connection (it was closed); trying again until there is one`)
  expect(notices).toHaveLength(4)
})

it('sends user and password of the address, and shows neither', async () => {
  const sent: (string | undefined)[] = []
  const url = await serve((response, after, { headers }) => {
    sent.push(headers.authorization)
    response.end(event(after + 1))
  })
  const { notices, open, stop } = openWord(sseSource, { ...plain, url: url.replace('//', '//me:hunter2@') })
  expect(await valuesUntil(open().batches, 2, stop)).toEqual([1, 2])
  expect(sent[0]).toBe(`Basic ${Buffer.from('me:hunter2').toString('base64')}`)
  expect(notices.join()).not.toContain('hunter2')
})

it('asks for the events after the last safe one when it goes on after a restart', async () => {
  const url = await serve((response, after) => {
    for (let id = after + 1; id <= 20; id++) response.write(event(id))
  })
  const state = mkdtempSync(join(tmpdir(), 'rxcast-sse-'))
  const first = openWord(sseSource, { ...plain, url }, { state })
  const reading = first.open(new Uint8Array(0), 1)
  expect(await valuesUntil(reading.batches, 2, first.stop)).toEqual([1, 2])
  const second = openWord(sseSource, { ...plain, url }, { state })
  const values = await valuesUntil(second.open(snapshot(reading.position!)).batches, 18, second.stop)
  expect(values).toEqual(Array.from({ length: 18 }, (_, i) => i + 3))
})

it('has a fast server wait, and loses nothing', async () => {
  const count = 5000
  const url = await serve((response) => {
    for (let id = 1; id <= count; id++) response.write(event(id))
  })
  const { open, stop } = openWord(sseSource, { ...plain, url })
  const values: number[] = []
  for await (const batch of open(undefined, 100).batches) {
    values.push(...batch.map(({ values }) => values[0]!))
    if (values.length === count) break
  }
  stop.abort()
  expect(values).toEqual(Array.from({ length: count }, (_, i) => i + 1))
})

it('ends if it is refused from the start, and tries again if the server is busy', async () => {
  let status = 404
  const server = createServer((_, response) => response.writeHead(status).end()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await expect(valuesUntil(openWord(sseSource, { ...plain, url }).open().batches, 1)).rejects.toThrow(
    `sse.url: expected events at ${url}, got HTTP 404; check the address and the headers`,
  )
  status = 503
  const { notices, open, stop } = openWord(sseSource, { ...plain, url })
  const values = valuesUntil(open().batches, 1)
  await until(() => notices.length > 0, 'a notice')
  stop.abort()
  expect(await values).toEqual([])
  expect(notices).toEqual([`${url}: asked to wait (HTTP 503); trying again until it works`])
})

it('is refused with an address of another kind', () => {
  expect(() => readSse({ url: 'ws://example.com' })).toThrow('an address such as https://example.com/events')
})

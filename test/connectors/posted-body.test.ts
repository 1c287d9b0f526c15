import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { expect, it, onTestFinished } from 'vitest'
import { bodyOf, NotTaken, Room } from '../../src/connectors/posted-body.ts'

/** A server that answers with the body it read, or why it did not. */
async function start(format: 'json' | 'csv' = 'json', room = new Room(1e9)) {
  const failures: unknown[] = []
  const server = createServer(async (request, response) => {
    try {
      response.end(await bodyOf(request, format, room, () => {}))
    } catch (error) {
      failures.push(error)
      if (error instanceof NotTaken) response.writeHead(error.status, error.headers).end(error.message)
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const post = async (body: BodyInit, headers: Record<string, string> = {}) => {
    const all = { 'content-type': 'application/json', ...headers }
    const response = await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body, headers: all })
    return `${response.status} ${await response.text()}`
  }
  return { failures, port, post }
}

const gzip = { 'content-encoding': 'gzip' }

it('reads text, compressed or not, of the kinds that are read', async () => {
  const { post } = await start()
  expect(await post('{}')).toBe('200 {}')
  expect(
    await post(new Uint8Array(gzipSync('{"ä": 1}')), {
      ...gzip,
      'content-type': 'application/x-ndjson; charset=UTF-8',
    }),
  ).toBe('200 {"ä": 1}')
  expect(await post('a,b', { 'content-type': 'text/csv' })).toMatch(
    /^415 content-type: expected application.*"text\/csv"/,
  )
  expect(await post('{}', { 'content-type': 'application/json; charset=latin1' })).toMatch(/^415 .*charset=utf-8/)
  expect(await post('{}', { 'content-encoding': 'br' })).toMatch(/^415 content-encoding/)
  expect(await (await start('csv')).post('a,b', { 'content-type': 'text/csv' })).toBe('200 a,b')
})

it('refuses bytes that are not gzip, cut gzip, and other bytes than UTF-8', async () => {
  const { post } = await start()
  expect(await post('{}', gzip)).toMatch(/^400 body: expected gzip/)
  expect(await post(new Uint8Array(gzipSync('{"a": 1}').subarray(0, 20)), gzip)).toMatch(/^400 body: expected gzip/)
  expect(await post(Uint8Array.of(0x22, 0xff, 0x22))).toBe('400 body: expected UTF-8, got other bytes')
})

it('refuses more than 16 MiB, as they are declared, as they come, and as they are unpacked', async () => {
  const { post } = await start()
  const most = Buffer.alloc(16_777_216, ' ')
  expect((await post(most)).slice(0, 3)).toBe('200')
  const big = Buffer.alloc(16_777_217, ' ')
  for (const answer of [await post(big), await post(new Uint8Array(gzipSync(big)), gzip)])
    expect(answer).toMatch(/^413 body: expected at most 16777216 bytes/)
})

it('asks to come again if there is no room', async () => {
  const room = new Room(10)
  const { post } = await start('json', room)
  expect(await post('12345678901')).toMatch(/^503 /)
  expect(await post('1234567890')).toBe('200 1234567890')
  room.free(10)
  expect(await post(new Uint8Array(gzipSync('12345678901')), gzip)).toMatch(/^503 /)
})

it.each(['', 'Content-Encoding: gzip\r\n'])('takes nothing of a client that has gone: %j', async (encoding) => {
  const { failures, port } = await start()
  const socket = connect(port, '127.0.0.1')
  const head = `POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n${encoding}Content-Length: 100\r\n\r\n`
  socket.write(Buffer.concat([Buffer.from(head), gzipSync('{"a": 1}').subarray(0, 15)]))
  await once(socket, 'connect')
  socket.end()
  await expect.poll(() => failures.length).toBe(1)
})

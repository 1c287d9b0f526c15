import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, expect, it } from 'vitest'
import { answerOf } from '../../src/connectors/http-answer.ts'
import { afterMs } from '../../src/connectors/post.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function serve(handle: RequestListener) {
  const server = createServer(handle)
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
const ask = (url: string, timeoutMs = 5000) =>
  answerOf({ url, headers: { 'x-key': 'secret' }, timeoutMs, signal: new AbortController().signal })

it('follows redirects, and sends headers to no other origin', async () => {
  const seen: (string | undefined)[] = []
  const other = await serve((request, response) => {
    seen.push(request.headers['x-key'] as string | undefined)
    response.writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'text/csv; charset=ISO-8859-1' })
    response.end(gzipSync(Buffer.from('\xe4', 'latin1')))
  })
  const first = await serve((request, response) => {
    seen.push(request.headers['x-key'] as string | undefined)
    response.writeHead(request.url === '/a' ? 302 : 307, { location: request.url === '/a' ? '/b' : other }).end()
  })
  expect((await ask(`${first}/a`)).text).toBe('ä')
  expect(seen).toEqual(['secret', 'secret', undefined])
  const circle = await serve((_, response) => response.writeHead(301, { location: '/' }).end())
  await expect(ask(circle)).rejects.toThrow('more than 5 redirects')
})

it('sends user and password of the address as Basic authorization, to no other origin', async () => {
  const seen: (string | undefined)[] = []
  const other = await serve(({ headers }, response) => {
    seen.push(headers.authorization)
    response.end('ok')
  })
  const first = await serve(({ headers, url }, response) => {
    seen.push(headers.authorization)
    response.writeHead(302, { location: url === '/a' ? '/b' : other }).end()
  })
  expect((await ask(`${first.replace('//', '//me:hunter2@')}/a`)).text).toBe('ok')
  const basic = `Basic ${Buffer.from('me:hunter2').toString('base64')}`
  expect(seen).toEqual([basic, basic, undefined])
})

it('gives up on answers that are too slow or too long', async () => {
  const silent = await serve((_, response) => response.write('a'))
  await expect(ask(silent, 50)).rejects.toThrow()
  const endless = await serve((_, response) => {
    response.on('error', () => {})
    const more = () => {
      while (!response.destroyed && response.write(Buffer.alloc(1_000_000)));
      if (!response.destroyed) response.once('drain', more)
    }
    more()
  })
  await expect(ask(endless)).rejects.toThrow('expected an answer of at most 16777216 bytes, got more')
})

it('refuses bytes that are not in the charset of the answer', async () => {
  const url = await serve(({ url }, response) => {
    const charset = url === '/a' ? '' : '; charset=martian'
    response.writeHead(200, { 'content-type': `text/csv${charset}` }).end(Buffer.from('M\xfcnchen,1', 'latin1'))
  })
  await expect(ask(`${url}/a`)).rejects.toThrow('expected an answer in utf-8, got other bytes')
  await expect(ask(`${url}/b`)).rejects.toThrow('expected an answer in martian, got other bytes')
})

it('reads Retry-After as seconds or a date', () => {
  const of = (value: string) => afterMs(value, Date.UTC(2024, 0, 1))
  expect([of('3'), of('Mon, 01 Jan 2024 00:00:05 GMT'), of('-1'), of('soon'), of('99999999')]).toEqual([
    3000, 5000, 0, 0, 3_600_000,
  ])
})

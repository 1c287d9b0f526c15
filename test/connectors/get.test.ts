import { readFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { brotliCompressSync } from 'node:zlib'
import { expect, it, onTestFinished } from 'vitest'
import { get } from '../../src/connectors/get.ts'
import { httpSource } from '../../src/connectors/http.ts'
import { sseSource } from '../../src/connectors/sse.ts'
import { message, openWord, plain, valuesUntil } from '../live/reading.ts'
import { certificate } from '../peers/certificate.ts'

const files = certificate()
const [cert, key] = [readFileSync(files.cert), readFileSync(files.key)]

async function serve(handle: RequestListener, tls?: object) {
  const server = tls ? createTlsServer({ cert, key, ...tls }, handle) : createServer(handle)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http${tls ? 's' : ''}://127.0.0.1:${(server.address() as AddressInfo).port}`
}
const ask = (url: string, more: object = {}) => get({ url, headers: {}, signal: new AbortController().signal, ...more })
async function textOf(url: string, more: object = {}) {
  let text = ''
  for await (const part of (await ask(url, more)).body) text += part
  return text
}

it('reads rows and events over TLS, and shows a certificate of its own', async () => {
  const shown: boolean[] = []
  const url = await serve(
    ({ socket, url }, response) => {
      shown.push((socket as TLSSocket).authorized)
      if (url === '/rows') response.end(message(1))
      else response.writeHead(200, { 'content-type': 'text/event-stream' }).write(`data: ${message(1)}\n\n`)
    },
    { ca: cert, requestCert: true, rejectUnauthorized: false },
  )
  const tls = { ca: files.cert, cert: files.cert, key: files.key }
  for (const [word, path] of [
    [httpSource, 'rows'],
    [sseSource, 'events'],
  ] as const) {
    const trusting = openWord(word, { ...plain, url: `${url}/${path}`, tls })
    expect(await valuesUntil(trusting.open().batches, 1, trusting.stop)).toEqual([1])
    const broken = openWord(word, { ...plain, url, tls: { ca: import.meta.filename } })
    await expect(valuesUntil(broken.open().batches, 1)).rejects.toThrow(
      `${word.name}.tls: expected certificates in PEM, got`,
    )
  }
  expect(shown).toEqual([true, true])
})

it('shows its certificate and headers to no other origin', async () => {
  const seen: [boolean, IncomingHttpHeaders['x-key']][] = []
  const mutual = { ca: cert, requestCert: true, rejectUnauthorized: false }
  const note: RequestListener = ({ headers, socket }) => seen.push([(socket as TLSSocket).authorized, headers['x-key']])
  const other = await serve((request, response) => {
    note(request, response)
    response.end('moved')
  }, mutual)
  const first = await serve((request, response) => {
    note(request, response)
    response.writeHead(302, { location: other }).end()
  }, mutual)
  expect(await textOf(first, { headers: { 'x-key': 'secret' }, tls: { ca: cert, cert, key } })).toBe('moved')
  expect(seen).toEqual([
    [true, 'secret'],
    [false, undefined],
  ])
  const file = await serve((_, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end())
  await expect(ask(file)).rejects.toThrow('expected a redirect to http or https, got file:')
})

it('decompresses, and refuses encodings it does not know', async () => {
  const url = await serve(({ url }, response) => {
    response.writeHead(200, { 'content-encoding': url === '/br' ? 'br' : 'zstd' }).end(brotliCompressSync('rows'))
  })
  expect(await textOf(`${url}/br`)).toBe('rows')
  await expect(ask(url)).rejects.toThrow('expected an answer without Content-Encoding, or with gzip or br, got zstd')
})

it('fails if it is aborted, or if what answers is not HTTP', async () => {
  const url = await serve((_, response) => void response.writeHead(200).write('part'))
  const stop = new AbortController()
  const { body } = await ask(url, { signal: stop.signal })
  const rest = body.toArray()
  stop.abort()
  await expect(rest).rejects.toThrow('aborted')
  await expect(ask(url, { signal: stop.signal })).rejects.toThrow('aborted')
  const odd = createTcpServer((socket) => void socket.end('220 mail ready\r\n'))
  await new Promise<void>((done) => odd.listen(0, '127.0.0.1', done))
  onTestFinished(() => void odd.close())
  await expect(ask(`http://127.0.0.1:${(odd.address() as AddressInfo).port}`)).rejects.toThrow('Expected HTTP')
})

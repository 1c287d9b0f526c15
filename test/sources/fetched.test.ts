import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TextChunks } from '../../src/sources/text-chunks.ts'

const live = new AbortController().signal
let server: Server
let host: string
const csv = 'time,value\n2024-01-01,1\n2024-01-02,2\n'

beforeAll(async () => {
  server = createServer(({ headers, url }, response) => {
    if (url === '/data.csv') response.setHeader('content-type', 'text/csv').end(csv)
    else if (url === '/data.csv.gz') response.end(gzipSync(csv))
    else if (url === '/user') response.end(headers.authorization)
    else if (url === '/packed') response.setHeader('content-encoding', 'gzip').end(gzipSync(csv))
    else if (url === '/moved') response.writeHead(302, { location: '/data.csv' }).end()
    else if (url === '/page') response.setHeader('content-type', 'text/html; charset=utf-8').end('<html>')
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

async function read(path: string): Promise<string> {
  let all = ''
  for await (const chunk of new TextChunks(`${host}${path}`, path, 'utf-8', live)) all += chunk
  return all
}

describe('fetched', () => {
  it('reads a file behind an address, compressed or not, and follows redirects', async () => {
    for (const path of ['/data.csv', '/data.csv.gz', '/packed', '/moved']) expect(await read(path)).toBe(csv)
  })

  it('sends user and password of the address as Basic authorization', async () => {
    let all = ''
    const address = `${host.replace('//', '//me:hunter2@')}/user`
    for await (const chunk of new TextChunks(address, 'data', 'utf-8', live)) all += chunk
    expect(all).toBe(`Basic ${Buffer.from('me:hunter2').toString('base64')}`)
  })

  it('can be read again, and knows its size if the server names it', async () => {
    const chunks = new TextChunks(`${host}/data.csv`, 'data', 'utf-8', live)
    for (const _ of [1, 2]) for await (const _chunk of chunks);
    expect([chunks.repeatable, chunks.bytesRead, chunks.bytesTotal]).toEqual([true, csv.length, csv.length])
  })

  it('says what the server answered', async () => {
    await expect(read('/none')).rejects.toThrow('/none: expected a file, got HTTP 404 Not Found; check the address')
    await expect(read('/page')).rejects.toThrow(
      '/page: expected a file, got a web page; use the address of the file itself',
    )
    const gone = createServer()
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve))
    const { port } = gone.address() as AddressInfo
    await new Promise((resolve) => gone.close(resolve))
    const nobody = new TextChunks(`http://127.0.0.1:${port}/x.csv`, 'x', 'utf-8', live)
    await expect(nobody[Symbol.asyncIterator]().next()).rejects.toThrow(
      'x: expected an answer from the server, got ECONNREFUSED; check the address and the network',
    )
  })
})

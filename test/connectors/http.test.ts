import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { httpOptions, httpSource } from '../../src/connectors/http.ts'
import { Ledger } from '../../src/series/ledger.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { openWord, valuesUntil } from '../live/reading.ts'
import { until } from '../until.ts'

/** What a server answers, and what it was asked. */
class Peer {
  readonly asked: IncomingHttpHeaders[] = []
  answer: { status?: number; headers?: Record<string, string>; body?: string } = {}
  readonly server: Server = createServer((request, response) => {
    this.asked.push(request.headers)
    const { body = '', headers = {}, status = 200 } = this.answer
    const unchanged = headers.etag !== undefined && request.headers['if-none-match'] === headers.etag
    response.writeHead(unchanged ? 304 : status, headers).end(unchanged ? '' : body)
  })
  async start(port = 0) {
    await new Promise<void>((done) => this.server.listen(port, '127.0.0.1', done))
    return (this.server.address() as AddressInfo).port
  }
  async stop() {
    this.server.closeAllConnections()
    await new Promise((done) => this.server.close(done))
  }
}
const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const clean of cleanups.splice(0)) await clean()
})

function reading(options: object, from = new Uint8Array(0)) {
  const argument = httpOptions.parse({
    every: '20ms',
    reconnect: { from: '5ms', to: '20ms' },
    time: 't',
    target: 'y',
    ...options,
  })
  const told: string[] = []
  const rejects: string[] = []
  const place = { resolve: (path: string) => path, strict: false, tell: (notice: string) => told.push(notice) }
  const stop = new AbortController()
  const read = httpSource
    .build(argument, place)
    .open(new Ledger(({ reason }) => rejects.push(reason)), stop.signal, 2, from)
  const values: number[] = []
  const keys: unknown[] = []
  const ended = (async () => {
    for await (const batch of read.batches)
      for (const row of batch) {
        values.push(row.values[0]!)
        keys.push(row.key)
      }
  })()
  const end = async () => {
    stop.abort()
    await ended.catch((error) => error)
    return read.position && snapshot(read.position)
  }
  cleanups.push(end)
  return {
    told,
    rejects,
    values,
    keys,
    end,
    ended,
    rows: (n: number) =>
      until(
        () => values.length >= n,
        () => `${n} rows, got ${values}; ${told}; ${rejects}`,
      ),
  }
}
const rowsTo = (n: number, from = 1) =>
  Array.from({ length: n - from + 1 }, (_, i) => ({
    t: `2024-01-01T00:${String(from + i).padStart(2, '0')}:00Z`,
    y: from + i,
  }))
async function started() {
  const peer = new Peer()
  const port = await peer.start()
  cleanups.push(() => peer.stop())
  return { peer, port, url: `http://127.0.0.1:${port}/readings` }
}

it('reads only rows that are new, within a document, and after a restart', async () => {
  const { peer, url } = await started()
  const body = (to: number, from = 1) => JSON.stringify({ data: { station: 's', rows: rowsTo(to, from) } })
  peer.answer = { body: body(3) }
  const options = { url, rows: '/data/rows', headers: { authorization: 'Bearer abc' } }
  const first = reading(options)
  await first.rows(3)
  peer.answer = { body: body(5, 2), headers: { etag: '"5"' } }
  await first.rows(5)
  const asked = peer.asked.length
  await until(() => peer.asked.length > asked + 2, 'more requests')
  expect(first.values).toEqual([1, 2, 3, 4, 5])
  expect(peer.asked.at(-1)).toMatchObject({ 'if-none-match': '"5"', authorization: 'Bearer abc' })
  const position = await first.end()
  peer.answer = { body: body(7) }
  const second = reading(options, new Uint8Array(position!))
  await second.rows(2)
  expect([second.values, second.told]).toEqual([[6, 7], []])
})

it('ends if the first answer has no rows at their place; later it says why', async () => {
  const { peer, url } = await started()
  peer.answer = { body: '{"items":[],"count":0}' }
  const read = openWord(httpSource, { url, rows: '/data', time: 't', target: 'y' })
  await expect(valuesUntil(read.open().batches, 1)).rejects.toThrow(
    'http.rows: expected rows at "/data" in the answer, got none there; it has items, count',
  )
  peer.answer = { body: JSON.stringify({ data: rowsTo(1) }) }
  const later = reading({ url, rows: '/data' })
  await later.rows(1)
  peer.answer = { body: '{"error":"quota"}' }
  await until(() => later.told.length > 0, 'a notice')
  peer.answer = { body: JSON.stringify({ data: rowsTo(2) }) }
  await later.rows(2)
  expect(later.told).toEqual([
    `${url}: expected rows at "/data" in the answer, got none there; it has error; trying again until it works`,
    expect.stringMatching(/: works again after \d+ s$/),
  ])
})

it('takes a page, or a text that is not JSON, for a fault and not for rows', async () => {
  const { peer, url } = await started()
  peer.answer = { body: '<!DOCTYPE html><title>Log in</title>', headers: { 'content-type': 'text/html' } }
  for (const format of ['json', 'csv'])
    await expect(reading({ url, format }).ended).rejects.toThrow(
      `http.url: expected ${format.toUpperCase()} from ${url}, got "<!DOCTYPE html><title>Log in</title>"; check`,
    )
  peer.answer = { body: JSON.stringify(rowsTo(1)) }
  const first = reading({ url })
  await first.rows(1)
  const position = await first.end()
  for (const body of ['<html>busy</html>', 'busy']) {
    peer.answer = { body }
    const second = reading({ url }, new Uint8Array(position!))
    await until(() => second.told.length > 0, 'a notice')
    peer.answer = { body: JSON.stringify([...rowsTo(1), { y: 5 }, ...rowsTo(2, 2)]) }
    await second.rows(1)
    expect(second.told[0]).toContain(`: expected JSON from ${url}, got ${JSON.stringify(body)}; check`)
    expect([second.values, second.rejects.length]).toEqual([[2], 1])
    await second.end()
  }
})

it('counts revised rows, rejects a bad row once, and waits for the server', async () => {
  const { peer, port, url } = await started()
  const lines = (...rows: object[]) => rows.map((row) => JSON.stringify(row)).join('\n')
  peer.answer = { body: lines(...rowsTo(2), { t: 'never', y: 1 }) }
  const read = reading({ url })
  await read.rows(2)
  peer.answer = { body: lines(...rowsTo(1), { ...rowsTo(2)[1], y: 9 }, { t: 'never', y: 1 }) }
  await until(() => read.told.length > 0, 'a notice')
  peer.answer = { status: 503, headers: { 'retry-after': '0' } }
  await until(() => read.told.length > 1, 'a notice')
  await peer.stop()
  const other = new Peer()
  other.answer = { body: lines(...rowsTo(4)) }
  await other.start(port)
  cleanups.push(() => other.stop())
  await read.rows(4)
  expect([read.values, read.rejects.length]).toEqual([[1, 2, 3, 4], 1])
  expect(read.told.slice(0, 2)).toEqual([
    `${url}: 1 row was changed after having been read; what was read first counts`,
    `${url}: asked to wait (HTTP 503); trying again until it works`,
  ])
})

it('reads a row of the future again when it changes, and when its target has come', async () => {
  const { peer, url } = await started()
  const body = (...rows: [time: number, y: number | null, rain: number][]) =>
    JSON.stringify(rows.map(([day, y, rain]) => ({ t: `2024-01-0${day}`, y, rain })))
  peer.answer = { body: body([1, 10, 0], [2, null, 1], [3, null, 2]) }
  const read = reading({ url, known: ['rain'] })
  await read.rows(3)
  peer.answer = { body: body([1, 10, 0], [2, 20, 1], [3, null, 5]) }
  await read.rows(5)
  peer.answer = { body: body([2, 20, 1], [3, 30, 5]) }
  await read.rows(6)
  const position = await read.end()
  expect([read.values, read.told]).toEqual([[10, Number.NaN, Number.NaN, 20, Number.NaN, 30], []])
  const again = reading({ url, known: ['rain'] }, new Uint8Array(position!))
  peer.answer = { body: body([3, 30, 5], [4, 40, 0]) }
  await again.rows(1)
  expect(again.values).toEqual([40])
})

it('takes the rows of an answer in order of time, those that cannot be read last', async () => {
  const { peer, url } = await started()
  peer.answer = { body: 't,y\n2024-01-03,3\n2024-01-02,2\nnever,9\n2024-01-01,1\n"2024' }
  const read = reading({ url, format: 'csv' })
  await read.rows(3)
  await until(() => read.rejects.length > 1, 'rejects')
  expect([read.values, read.rejects.length]).toEqual([[1, 2, 3], 2])
})

it('reads CSV with keys, and each answer without times of its own', async () => {
  const { peer, url } = await started()
  peer.answer = { body: 't,s,y\n2024-01-01,"a, b",1\n2024-01-01,c,2\n' }
  const csv = reading({ url, format: 'csv', by: 's' })
  await csv.rows(2)
  peer.answer = { body: 't,s,y\n2024-01-01,"a, b",1\n2024-01-01,c,2\n2024-01-02,c,3\n' }
  await csv.rows(3)
  expect([csv.values, csv.keys]).toEqual([
    [1, 2, 3],
    [['a, b'], ['c'], ['c']],
  ])
  await csv.end()
  peer.answer = { body: '{"y": 7}' }
  const now = reading({ url, arrival: true, time: undefined })
  await now.rows(3)
  expect(new Set(now.values)).toEqual(new Set([7]))
})

it('ends with an error if it may not ask', async () => {
  const { peer, url } = await started()
  peer.answer = { status: 401 }
  await expect(reading({ url }).ended).rejects.toThrow(
    /expected rows at .*, got HTTP 401; check the address and the headers/,
  )
})

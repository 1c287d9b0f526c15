import { connect } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Dashboard, startDashboard } from '../../src/server/dashboard.ts'
import { scoredWeather } from '../server/scored-weather.ts'
import { fuzz, fuzzTimeout } from './fuzz.ts'

let dashboard: Dashboard
const thrown: unknown[] = []
const note = (error: unknown) => thrown.push(error)
beforeAll(async () => {
  process.on('uncaughtException', note)
  dashboard = await startDashboard({ title: 'weather', targets: ['temp_max'], port: 0 })
  dashboard.write(scoredWeather({ rows: 50 }))
})
afterAll(async () => {
  await dashboard.close()
  process.off('uncaughtException', note)
})

const method = fc.constantFrom('GET', 'GET', 'GET', 'HEAD', 'POST', 'OPTIONS', 'CONNECT', 'TRACE', 'get', 'G\0T', '')
const path = fc.oneof(
  fc.constantFrom(
    '/',
    '/events',
    '/run.json',
    '/here',
    '/metrics',
    '/healthz',
    '/readyz',
    '/main.js',
    '*',
    '',
    'http://x/',
  ),
  fc.constantFrom(
    '/../../etc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/%',
    '/%ff',
    '/\\',
    '//',
    '/__proto__',
    '/events/',
    '/é',
  ),
)
const query = fc.oneof(
  fc.constantFrom(
    '',
    '',
    '?after=1',
    '?after=-1',
    '?after=NaN',
    '?after=1e999',
    '?after=a:1',
    '?after=%00',
    '?token=x',
    '?after=&after=',
  ),
  fc.constantFrom(`?${'a=b&'.repeat(500)}`, `?after=${'9'.repeat(400)}`, '?__proto__[a]=1', '?', '?%'),
)
const header = fc.constantFrom(
  'Last-Event-ID: 1',
  'Last-Event-ID: x:999999999999999999999',
  'Last-Event-ID: ',
  'Accept-Encoding: gzip',
  'Accept-Encoding: gzip;q=NaN, br, *;q=0',
  'Origin: http://evil.example',
  'Origin: null',
  'Host: evil.example',
  'Host: ',
  'Content-Length: 5',
  'Content-Length: -1',
  'Transfer-Encoding: chunked',
  'Upgrade: websocket\r\nConnection: Upgrade',
  'Expect: 100-continue',
  'Range: bytes=0-99999999999',
  'If-None-Match: "x"',
  'Cookie: token=x; token=y',
  'Authorization: Bearer \u00e9',
  ' folded: x',
  ': no name',
  `X: ${'x'.repeat(20_000)}`,
  'Connection: close',
)
const cases = fc.record({
  requests: fc.array(
    fc.record({
      line: fc.tuple(
        method,
        path,
        query,
        fc.constantFrom(' HTTP/1.1', ' HTTP/1.1', ' HTTP/1.1', ' HTTP/1.0', ' HTTP/9', ''),
      ),
      host: fc.boolean(),
      headers: fc.array(header, { maxLength: 3 }),
      body: fc.constantFrom('', '', 'hello', '0\r\n\r\n', '\0\0'),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  sizes: fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 4 }),
  leave: fc.constantFrom('destroy', 'reset', 'end'),
})

const status = async (path: string) => {
  const stop = new AbortController()
  const { status } = await fetch(new URL(path, dashboard.url), { signal: stop.signal })
  stop.abort()
  return status
}

it(
  'answers requests of any form, and goes on to serve pages',
  async () => {
    const { host, port } = new URL(dashboard.url)
    await fuzz(
      'requests',
      cases,
      async ({ requests, sizes, leave }) => {
        const text = requests
          .map(({ line: [method, path, query, version], host: named, headers, body }) => {
            const lines = [`${method} ${path}${query}${version}`, ...(named ? [`Host: ${host}`] : []), ...headers]
            return `${lines.join('\r\n')}\r\n\r\n${body}`
          })
          .join('')
        const socket = connect(Number(port), '127.0.0.1')
        let heard = ''
        socket.setNoDelay().on('error', () => {})
        socket.on('data', (data) => {
          heard += data.toString('latin1')
        })
        const bytes = Buffer.from(text)
        for (let at = 0, i = 0; at < bytes.length; i++) {
          const size = sizes[i] ?? bytes.length
          socket.write(bytes.subarray(at, at + size))
          at += size
          await new Promise(setImmediate)
        }
        expect(await status('/')).toBe(200)
        expect(await status('/events')).toBe(200)
        for (const [, code] of heard.matchAll(/^HTTP\/1\.\d (\d+)/gm)) expect([503, ...range]).toContain(Number(code))
        expect(heard).not.toMatch(/root:|node_modules|\.ts:\d/)
        if (leave === 'reset') socket.resetAndDestroy()
        else if (leave === 'end') socket.end()
        else socket.destroy()
        socket.destroySoon()
        expect(thrown).toEqual([])
      },
      60,
    )
    await expect.poll(() => dashboard.clients).toBe(0)
  },
  fuzzTimeout,
)

/** Answers that are no fault of the server. */
const range = Array.from({ length: 500 }, (_, i) => i)

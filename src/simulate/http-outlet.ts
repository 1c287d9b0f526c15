import { createServer } from 'node:http'
import { isLoopback } from '../server/is-loopback.ts'
import { bound } from './bound.ts'
import type { Outlet } from './outlet.ts'
import { within } from './within.ts'

/** Rows in an answer, at most: a client that asks seldom still gets all of them. */
const mostRows = 1000
/** Milliseconds that clients have to ask for the last rows. */
const mostMs = 120_000

/**
 * An HTTP server on this machine that answers with the newest rows sent so far, as a JSON array. The answer has an ETag;
 * a request that names it gets 304 until there is a new row.
 */
export async function httpOutlet(port: number, limitMs: number = mostMs): Promise<Outlet> {
  const newest: string[] = []
  let sent = 0
  /** Rows up to the last that was in an answer, and those that left before there was one. */
  let fetched = 0
  let missed = 0
  let allFetched = () => {}
  let hear = () => {}
  const heard = new Promise<void>((resolve) => {
    hear = resolve
  })
  const server = createServer(({ method, url = '/', headers }, response) => {
    // Another site cannot read the rows by a name of its own for this machine.
    if (!isLoopback((headers.host ?? '').replace(/:\d+$/, ''))) return void response.writeHead(403).end()
    if (new URL(url, 'http://localhost').pathname !== '/rows') return void response.writeHead(404).end()
    if (method !== 'GET' && method !== 'HEAD') return void response.writeHead(405, { allow: 'GET, HEAD' }).end()
    hear()
    const etag = `"${sent}"`
    if (headers['if-none-match'] === etag) return void response.writeHead(304, { etag }).end()
    const text = `[${newest.join(',\n')}]\n`
    response.writeHead(200, { etag, 'content-type': 'application/json', 'cache-control': 'no-cache' })
    if (method === 'HEAD') return void response.end()
    const upTo = sent
    response.end(text, () => {
      fetched = Math.max(fetched, upTo)
      if (fetched === sent) allFetched()
    })
  })
  server.listen(port, '127.0.0.1')
  const own = await bound(server, port)
  return {
    address: `http://127.0.0.1:${own}/rows`,
    heard,
    async send({ text }) {
      newest.push(text)
      sent++
      if (newest.length <= mostRows) return
      newest.shift()
      if (sent - mostRows > fetched) missed++
    },
    async close(signal) {
      const all = new Promise<void>((resolve) => {
        allFetched = resolve
        if (fetched === sent) resolve()
      })
      const inTime = await within(all, limitMs, signal)
      const last = Math.min(sent - fetched, newest.length)
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      if (signal.aborted) return undefined
      const late = inTime ? [] : [`the last ${last} rows were not asked for within ${limitMs / 1000} s`]
      const lost =
        missed === 0 ? [] : [`${missed} rows were in no answer, which has the newest ${mostRows}; ask more often`]
      return [...lost, ...late].join('; ') || undefined
    },
  }
}

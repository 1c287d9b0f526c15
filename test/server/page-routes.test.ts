import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { script } from '../../src/page/page.generated.ts'
import { pageRoutes } from '../../src/server/page-routes.ts'

const routes = pageRoutes('weather', 'live')
const get = (path: string, headers: Record<string, string> = {}) => routes.request(path, { headers })

describe('the routes of the page', () => {
  it('serve the page, its script and its style, each with its type', async () => {
    for (const [path, type] of [
      ['/', 'text/html'],
      ['/page.js', 'text/javascript'],
      ['/page.css', 'text/css'],
    ] as const) {
      const response = await get(path)
      expect(response.headers.get('content-type')).toBe(`${type}; charset=utf-8`)
      expect(response.headers.get('cache-control')).toBe('no-cache')
      expect((await response.text()).length).toBeGreaterThan(100)
    }
  })

  it('compress for clients that accept gzip', async () => {
    const response = await get('/page.js', { 'accept-encoding': 'br, gzip' })
    expect(response.headers.get('content-encoding')).toBe('gzip')
    const body = Buffer.from(await response.arrayBuffer())
    expect(body.length).toBeLessThan(script.length / 2)
    expect(gunzipSync(body).toString()).toBe(script)
  })

  it('are uncompressed for other clients', async () => {
    for (const headers of [{}, { 'accept-encoding': 'gzip;q=0' }]) {
      const response = await get('/page.js', headers)
      expect(response.headers.get('content-encoding')).toBeNull()
      expect(await response.text()).toBe(script)
    }
  })

  it('answer 304 to a client that has the text, compressed or not', async () => {
    for (const headers of [{}, { 'accept-encoding': 'gzip' }]) {
      const tag = (await get('/page.js', headers)).headers.get('etag')!
      const again = await get('/page.js', { ...headers, 'if-none-match': tag })
      expect(again.status).toBe(304)
      expect(await again.text()).toBe('')
    }
    expect((await get('/page.js', { 'if-none-match': '"other"' })).status).toBe(200)
  })
})

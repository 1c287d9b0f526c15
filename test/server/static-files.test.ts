import { gunzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { staticText } from '../../src/server/static-files.ts'

const text = 'let a = 1\n'.repeat(500)
const app = new Hono().get('/page.js', staticText('text/javascript; charset=utf-8', text))
const get = (headers: Record<string, string> = {}) => app.request('/page.js', { headers })

describe('a static text', () => {
  it('is sent gzipped to whoever takes that', async () => {
    const response = await get({ 'accept-encoding': 'br, gzip' })
    expect(response.headers.get('content-encoding')).toBe('gzip')
    const body = Buffer.from(await response.arrayBuffer())
    expect(body.length).toBeLessThan(text.length / 10)
    expect(gunzipSync(body).toString()).toBe(text)
  })

  it('is sent plain to the others', async () => {
    const response = await get()
    expect(response.headers.get('content-encoding')).toBeNull()
    expect(await response.text()).toBe(text)
  })

  it('is not sent again to whoever has it', async () => {
    const tag = (await get()).headers.get('etag')!
    expect((await get({ 'if-none-match': tag })).status).toBe(304)
  })
})

import { createServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../src/errors.ts'
import { listen } from '../../src/server/listen.ts'

const routes = () => new Hono<{ Bindings: HttpBindings }>().get('/', (context) => context.text('here'))

describe('listening', () => {
  it('serves on any free port, for this machine only, without a token', async () => {
    const { url, close } = await listen(routes(), { port: 0 })
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/)
    expect(await (await fetch(url)).text()).toBe('here')
    await close()
    await expect(fetch(url)).rejects.toThrow()
  })

  it('asks for a token when bound elsewhere', async () => {
    const { url, close } = await listen(routes(), { port: 0, host: '0.0.0.0' })
    expect(url).toMatch(/\?token=[\w-]{24}$/)
    expect((await fetch(url)).status).toBe(200)
    expect((await fetch(url.replace(/\?.*/, ''))).status).toBe(401)
    await close()
  })

  it('sends the security headers with every response, refusals included', async () => {
    const { url, close } = await listen(routes(), { port: 0, host: '0.0.0.0' })
    const { origin } = new URL(url)
    const responses = {
      200: await fetch(url),
      401: await fetch(origin),
      403: await fetch(url, { headers: { origin: 'http://evil.example' } }),
      404: await fetch(url.replace('/?', '/nothing?')),
    }
    for (const [status, { status: got, headers }] of Object.entries(responses)) {
      expect(String(got)).toBe(status)
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data: blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      )
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
      expect(headers.get('strict-transport-security')).toBeNull()
    }
    await close()
  })

  it('lists the addresses for other machines when bound to all, and none when bound to its own', async () => {
    const everywhere = await listen(routes(), { port: 0, host: '0.0.0.0' })
    const own = Object.values(networkInterfaces())
      .flatMap((all) => all ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4')
      .map(({ address }) => address)
    expect(everywhere.elsewhere.map((url) => new URL(url).hostname)).toEqual(own)
    for (const url of everywhere.elsewhere) {
      expect(new URL(url).search).toBe(new URL(everywhere.url).search)
      expect(await (await fetch(url)).text()).toBe('here')
    }
    await everywhere.close()
    const here = await listen(routes(), { port: 0 })
    expect(here.elsewhere).toEqual([])
    await here.close()
  })

  it('reports a port that is taken', async () => {
    const other = createServer()
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port))
    })
    await expect(listen(routes(), { port })).rejects.toThrow(
      new ConfigError([
        {
          where: 'dashboard',
          message: `port: expected a free one, got ${port}, which is taken; name another, or 0 for any`,
        },
      ]),
    )
    other.close()
  })

  it('reports a host that is not an address of this machine', async () => {
    await expect(listen(routes(), { port: 0, host: '203.0.113.7' })).rejects.toThrow(
      /^dashboard host: expected an address of this machine, got "203\.0\.113\.7"/,
    )
  })
})

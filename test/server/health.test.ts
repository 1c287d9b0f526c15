import { afterEach, describe, expect, it } from 'vitest'
import { serveHealth } from '../../src/server/health.ts'
import type { Listening } from '../../src/server/listening.ts'

const open: Listening[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()))
})
async function serve(...args: Parameters<typeof serveHealth>): Promise<Listening> {
  const server = await serveHealth(...args)
  open.push(server)
  return server
}
const ask = async (server: Listening, path: string, headers: Record<string, string> = {}) => {
  const response = await fetch(new URL(path, server.url), { headers })
  return [response.status, await response.text()]
}

describe('health', () => {
  const metrics = { contentType: 'text/plain; version=0.0.4', text: async () => 'a 1\n' }

  it('says that the process answers, and whether forecasts can be relied on', async () => {
    const health = { unready: 'no row was forecast yet' as string | undefined, metrics }
    const server = await serve(health, { port: 0 })
    expect(await ask(server, 'healthz')).toEqual([200, 'ok\n'])
    expect(await ask(server, 'readyz')).toEqual([503, 'no row was forecast yet\n'])
    health.unready = undefined
    expect(await ask(server, 'readyz')).toEqual([200, 'ready\n'])
    expect(await ask(server, 'metrics')).toEqual([200, 'a 1\n'])
    expect((await ask(server, 'metrics', { origin: 'http://evil.example' }))[0]).toBe(403)
    expect((await ask(server, 'events'))[0]).toBe(404)
  })

  it('has no metrics if there are none', async () => {
    expect((await ask(await serve({ unready: undefined }, { port: 0 }), 'metrics'))[0]).toBe(404)
  })

  it('asks other machines for a token, but for whether it answers and is ready', async () => {
    const server = await serve({ unready: undefined, metrics }, { port: 0, host: '0.0.0.0', token: 'a'.repeat(16) })
    expect(server.url).not.toContain('aaaa')
    expect((await ask(server, 'healthz'))[0]).toBe(200)
    expect(await ask(server, 'readyz')).toEqual([200, 'ready\n'])
    expect((await ask(server, 'metrics', { authorization: 'Bearer b' }))[0]).toBe(401)
    expect((await ask(server, 'metrics', { authorization: `Bearer ${'a'.repeat(16)}` }))[0]).toBe(200)
  })

  it('names its setting if the port is taken', async () => {
    const { port } = new URL((await serve({ unready: undefined }, { port: 0 })).url)
    await expect(serveHealth({ unready: undefined }, { port: Number(port) })).rejects.toThrow(
      `metrics port: expected a free one, got ${port}, which is taken`,
    )
  })
})

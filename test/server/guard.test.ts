import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { guard } from '../../src/server/guard.ts'

const at = (host: string, token: string | null) =>
  new Hono().use(guard({ host, token })).get('*', (context) => context.text('in'))
const ask = (app: Hono, path: string, headers: Record<string, string>) => app.request(path, { headers })

describe('the guard', () => {
  const local = at('127.0.0.1', null)

  it('admits requests that name this machine', async () => {
    for (const host of ['127.0.0.1:7070', 'localhost:7070', '[::1]:7070']) {
      expect((await ask(local, '/', { host })).status).toBe(200)
    }
  })

  it('refuses another name: a page elsewhere may have pointed its own name here', async () => {
    const response = await ask(local, '/events', { host: 'evil.example:7070' })
    expect(response.status).toBe(403)
    expect(await response.text()).toBe('host: expected this server\'s own name, got "evil.example:7070"')
    expect((await ask(local, '/', { host: '192.168.1.5:7070' })).status).toBe(403)
  })

  it('refuses pages of another origin or port', async () => {
    const host = '127.0.0.1:7070'
    expect((await ask(local, '/events', { host, origin: 'http://evil.example' })).status).toBe(403)
    expect((await ask(local, '/events', { host, origin: 'http://127.0.0.1:9999' })).status).toBe(403)
    expect((await ask(local, '/events', { host, 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await ask(local, '/events', { host, origin: `http://${host}` })).status).toBe(200)
    // A link to the page from elsewhere is fine: it only shows it.
    expect((await ask(local, '/', { host, 'sec-fetch-site': 'cross-site' })).status).toBe(200)
  })

  it('requires the token once, then accepts its cookie', async () => {
    const open = at('0.0.0.0', 'secret')
    const host = '192.168.1.5:7070'
    expect((await ask(open, '/', { host })).status).toBe(401)
    expect((await ask(open, '/?token=secrex', { host })).status).toBe(401)
    const response = await ask(open, '/?token=secret', { host })
    expect(response.status).toBe(200)
    const cookie = response.headers.get('set-cookie')!
    expect(cookie).toBe('rxcast=secret; Path=/; HttpOnly; SameSite=Strict')
    expect((await ask(open, '/events', { host, cookie: 'other=1; rxcast=secret' })).status).toBe(200)
  })

  it('accepts the token as that of a bearer, and needs none for /healthz', async () => {
    const open = at('0.0.0.0', 'secret')
    const host = '192.168.1.5:7070'
    expect((await ask(open, '/metrics', { host, authorization: 'Bearer secret' })).status).toBe(200)
    for (const authorization of ['Bearer secrex', 'Bearer', 'Basic secret', 'secret'])
      expect((await ask(open, '/metrics', { host, authorization })).status).toBe(401)
    expect((await ask(open, '/healthz', { host })).status).toBe(200)
    expect((await ask(open, '/healthz', { host: 'evil.example' })).status).toBe(403)
  })

  it('answers /readyz without a token too, but not why', async () => {
    const why = (status: 200 | 503) =>
      new Hono()
        .use(guard({ host: '0.0.0.0', token: 'secret' }))
        .get('*', (context) => context.text('disk /secret/folder is full', status))
    const host = '192.168.1.5:7070'
    const answer = async (app: Hono, path: string, headers: Record<string, string> = {}) => {
      const response = await ask(app, path, { host, ...headers })
      return [response.status, await response.text()]
    }
    expect(await answer(why(503), '/readyz')).toEqual([503, 'not ready\n'])
    expect(await answer(why(200), '/readyz')).toEqual([200, 'ready\n'])
    const authorization = 'Bearer secret'
    expect(await answer(why(503), '/readyz', { authorization })).toEqual([503, 'disk /secret/folder is full'])
    expect((await answer(why(503), '/readyz', { host: 'evil.example' }))[0]).toBe(403)
    expect((await answer(why(200), '/metrics'))[0]).toBe(401)
  })

  it('of a server for programs refuses every page, and takes its other names and the token of a bearer only', async () => {
    const app = new Hono()
      .use(guard({ host: '0.0.0.0', token: 'secret', names: ['Rows.example'], forPrograms: true }))
      .all('*', (context) => context.text('in'))
    const headers = { host: 'rows.example:80', authorization: 'Bearer secret' }
    expect((await ask(app, '/', headers)).status).toBe(200)
    expect((await ask(app, '/', { ...headers, host: 'other.example' })).status).toBe(403)
    expect((await ask(app, '/', { ...headers, origin: 'http://rows.example:80' })).status).toBe(403)
    for (const path of ['/?token=secret', '/healthz'])
      expect((await ask(app, path, { host: headers.host, cookie: 'rxcast=secret' })).status).toBe(401)
  })
})

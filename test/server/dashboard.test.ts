import { connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { Frame, Recording, Status } from '../../src/recording/wire.ts'
import { type Dashboard, startDashboard } from '../../src/server/dashboard.ts'
import { whyNoElsewhere } from './elsewhere.ts'
import { EventClient, type Told } from './event-client.ts'
import { scoredWeather } from './scored-weather.ts'

const rows = scoredWeather()
const account = { rows: 1461, accepted: 1461, imputed: 0, rejected: 0, skipped: 0, filled: 0, restarts: 0 }
const upTo =
  (end: number) =>
  ({ name, data }: Told) =>
    name === 'frame' && (data as Frame).first + (data as Frame).times.length === end
const ended = ({ name, data }: Told) => name === 'status' && (data as Status).state === 'ended'

const open: Dashboard[] = []
const clients: EventClient[] = []
async function start(budget?: number, host = '127.0.0.1'): Promise<Dashboard> {
  const dashboard = await startDashboard({
    title: 'weather',
    targets: ['temp_max'],
    port: 0,
    host,
    ...(budget ? { budget } : {}),
  })
  open.push(dashboard)
  return dashboard
}
async function look(dashboard: Dashboard, after = ''): Promise<EventClient> {
  const client = await new EventClient().open(dashboard.url, after)
  clients.push(client)
  return client
}
afterEach(async () => {
  for (const client of clients.splice(0)) client.close()
  await Promise.all(open.splice(0).map((dashboard) => dashboard.close()))
})

describe('the dashboard’s server', () => {
  it('sends everything to a page that connected first, once and in order', async () => {
    const dashboard = await start()
    const client = await look(dashboard)
    const first = await client.next()
    expect(first).toMatchObject({ name: 'run', data: { title: 'weather', series: ['temp_max'], layout: null } })
    for (let at = 0; at < rows.length; at += 100) {
      dashboard.write(rows.slice(at, at + 100))
      await client.until(upTo(Math.min(rows.length, at + 100)))
    }
    dashboard.end({ rows: account })
    await client.until(ended)
    expect(client.rows).toEqual(rows.map((_, i) => i))
    expect(client.runs.at(-1)!.layout!.leads).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(client.status).toMatchObject({ state: 'ended', observations: 1461, rows: account })
  })

  it('resumes after the last event received, with nothing lost or doubled', async () => {
    const dashboard = await start()
    const before = await look(dashboard)
    dashboard.write(rows.slice(0, 500))
    dashboard.note({ time: 1, kind: 'note', text: 'one' })
    await before.until(({ name }) => name === 'marks')
    before.close()
    dashboard.write(rows.slice(500, 900))
    dashboard.note({ time: 2, kind: 'note', text: 'two' })
    const after = await look(dashboard, before.last)
    dashboard.write(rows.slice(900, 1000))
    await after.until(({ name }) => name === 'marks')
    while (after.rows.at(-1) !== 999) await after.next()
    expect([...before.rows, ...after.rows]).toEqual(rows.slice(0, 1000).map((_, i) => i))
    expect([...before.marks, ...after.marks].map(({ text }) => text)).toEqual(['one', 'two'])
  })

  it('sends a snapshot to a client that was away too long, or knew another run', async () => {
    const dashboard = await start(100_000)
    dashboard.write(rows)
    const held = (await (await fetch(new URL('run.json', dashboard.url))).json()) as Recording
    expect(held.run.first).toBeGreaterThan(1000)
    for (const after of [`${held.run.id}.3.0`, 'another-run.1400.0', 'nonsense']) {
      const client = await look(dashboard, after)
      await client.until(upTo(1461))
      expect(client.runs.at(-1)!.first).toBe(held.run.first)
      expect(client.rows).toEqual(rows.map((_, i) => i).slice(held.run.first))
    }
  })

  it('never buffers for a client that stops reading, and sends it the latest when it resumes', async () => {
    const dashboard = await start(2_000_000)
    const socket = connect(Number(new URL(dashboard.url).port), '127.0.0.1')
    let heard = ''
    socket.write(`GET /events HTTP/1.1\r\nHost: ${new URL(dashboard.url).host}\r\n\r\n`)
    await new Promise<void>((resolve) => socket.once('data', () => resolve()))
    socket.pause()
    const quick = await look(dashboard)
    // Some 25 MB on the wire: more than any line holds.
    const many = scoredWeather({ rows: 20_000, leads: Array.from({ length: 24 }, (_, i) => i + 1) })
    for (let at = 0; at < many.length; at += 2000) {
      dashboard.write(many.slice(at, at + 2000))
      await quick.until(upTo(at + 2000))
    }
    expect(quick.rows).toHaveLength(20_000)
    socket.on('data', (data) => {
      heard += data.toString('latin1')
    })
    socket.resume()
    await expect.poll(() => heard.includes('"first":18000')).toBe(true)
    const firsts = [...heard.matchAll(/event: frame\nid: [^\n]*\ndata: \{"first":(\d+)/g)].map(([, first]) =>
      Number(first),
    )
    expect(Math.max(...firsts)).toBeGreaterThan(16_000)
    // It skipped: only what its own line had taken, and the latest, were ever made for it.
    const sent = [...heard.matchAll(/"times":\[([^\]]*)/g)].reduce(
      (sum, [, times]) => sum + times!.split(',').length,
      0,
    )
    expect(sent).toBeLessThan(15_000)
    socket.destroy()
  })

  it('serves fifty clients at once, all events to each', async () => {
    const dashboard = await start()
    const crowd = await Promise.all(Array.from({ length: 50 }, () => look(dashboard)))
    expect(dashboard.clients).toBe(50)
    for (let at = 0; at < 1000; at += 50) dashboard.write(rows.slice(at, at + 50))
    await Promise.all(crowd.map((client) => client.until(upTo(1000))))
    expect(crowd.every((client) => client.rows.length === 1000)).toBe(true)
    for (const client of crowd) client.close()
    await expect.poll(() => dashboard.clients).toBe(0)
  })

  it('refuses the sixty-fifth page with a reason', async () => {
    const dashboard = await start()
    await Promise.all(Array.from({ length: 64 }, () => look(dashboard)))
    await expect(look(dashboard)).rejects.toThrow('503 clients: expected at most 64, got one more; close another page')
    expect((await fetch(new URL('here', dashboard.url))).status).toBe(503)
  })

  it('identifies itself', async () => {
    const dashboard = await start()
    expect((await fetch(new URL('here', dashboard.url))).status).toBe(204)
  })

  it('shows the error that stopped the run', async () => {
    const dashboard = await start()
    const client = await look(dashboard)
    dashboard.write(rows.slice(0, 3))
    dashboard.fail(new Error('a.csv:5:3 Close: expected a number, got "x"'))
    await client.until(({ name, data }) => name === 'status' && (data as Status).state === 'failed')
    expect(client.status!.problem).toBe('a.csv:5:3 Close: expected a number, got "x"')
  })

  const encodings = async (url: string, expected: Record<'events' | 'run.json', string | null>) => {
    for (const path of ['events', 'run.json'] as const) {
      for (const [accept, answer] of [
        ['gzip, deflate, br', expected[path]],
        ['identity', null],
      ] as const) {
        const asked = new URL(url)
        asked.pathname = path
        const response = await fetch(asked, { headers: { 'accept-encoding': accept } })
        expect(response.headers.get('content-encoding'), `${path} ${accept}`).toBe(answer)
        const { value } = await response.body!.getReader().read()
        expect(new TextDecoder().decode(value)).toMatch(path === 'events' ? /^event: run\n/ : /^\{"run":/)
      }
    }
  }

  it('sends the stream uncompressed to this machine, whatever it accepts', async () => {
    const dashboard = await start()
    dashboard.write(rows)
    await encodings(dashboard.url, { events: null, 'run.json': 'gzip' })
  })

  it.skipIf(whyNoElsewhere())('compresses for those elsewhere who take it', async () => {
    const dashboard = await start(undefined, '0.0.0.0')
    dashboard.write(rows)
    await encodings(dashboard.elsewhere[0]!, { events: 'gzip', 'run.json': 'gzip' })
    await encodings(dashboard.url, { events: null, 'run.json': 'gzip' })
  })

  it('ends its streams when it closes', async () => {
    const dashboard = await start()
    const client = await look(dashboard)
    await client.next()
    await dashboard.close()
    await expect(client.until(() => false)).rejects.toThrow()
  })
})

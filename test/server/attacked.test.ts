import { connect, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { type Dashboard, startDashboard } from '../../src/server/dashboard.ts'
import { EventClient } from './event-client.ts'
import { scoredWeather } from './scored-weather.ts'

const open: Dashboard[] = []
const sockets: Socket[] = []
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  await Promise.all(open.splice(0).map((dashboard) => dashboard.close()))
})

async function start(): Promise<Dashboard> {
  const dashboard = await startDashboard({ title: 'weather', targets: ['temp_max'], port: 0 })
  open.push(dashboard)
  return dashboard
}

function ask({ url }: Dashboard, request: string): { socket: Socket; heard: () => string } {
  const { host, port } = new URL(url)
  const socket = connect(Number(port), '127.0.0.1')
  let heard = ''
  socket.on('data', (data) => {
    heard += data.toString('latin1')
  })
  socket.on('error', () => {})
  socket.write(`${request} HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
  sockets.push(socket)
  return { socket, heard: () => heard }
}

const free = async (dashboard: Dashboard) => {
  const client = await new EventClient().open(dashboard.url)
  const told = await client.next()
  client.close()
  return told?.name
}

describe('the dashboard’s server under attack', () => {
  it('has room for pages after 100 times HEAD /events', async () => {
    const dashboard = await start()
    for (let i = 0; i < 100; i++) {
      const { status, headers } = await fetch(new URL('events', dashboard.url), { method: 'HEAD' })
      expect([status, headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8'])
    }
    expect(dashboard.clients).toBe(0)
    expect(await free(dashboard)).toBe('run')
  })

  it('frees the place of a page that goes away, however it does', async () => {
    const dashboard = await start()
    const ways: ((socket: Socket) => unknown)[] = [
      (socket) => socket.destroy(),
      (socket) => socket.resetAndDestroy(),
      (socket) => socket.end(),
    ]
    for (let i = 0; i < 60; i++) {
      const { socket, heard } = ask(dashboard, 'GET /events')
      // Some go at once, the others after the first event.
      if (i % 2 === 0) await expect.poll(heard, { interval: 2 }).toMatch(/event: run/)
      ways[i % 3]!(socket)
    }
    await expect.poll(() => dashboard.clients).toBe(0)
    expect(await free(dashboard)).toBe('run')
  })

  it('counts one page for a connection that asks for many streams at once, and closes it', async () => {
    const dashboard = await start()
    const { socket } = ask(dashboard, 'GET /events')
    socket.write(`GET /events HTTP/1.1\r\nHost: ${new URL(dashboard.url).host}\r\n\r\n`.repeat(200))
    await new Promise((resolve) => socket.once('close', resolve))
    await expect.poll(() => dashboard.clients).toBe(0)
  })

  it('keeps four answers that nobody reads, not more, and tells others to ask again', async () => {
    const dashboard = await start()
    // 16 MB, more than a socket holds.
    dashboard.write(scoredWeather({ rows: 20_000 }))
    const recording = async () => {
      const { status, headers, body } = await fetch(new URL('run.json', dashboard.url))
      await body?.cancel()
      return [status, headers.get('retry-after')]
    }
    const unread = Array.from({ length: 4 }, () => ask(dashboard, 'GET /run.json').socket)
    for (const socket of unread) {
      await new Promise((resolve) => socket.once('data', resolve))
      socket.pause()
    }
    expect(await Promise.all(Array.from({ length: 20 }, recording))).toEqual(Array(20).fill([503, '1']))
    unread[2]!.destroy()
    await expect.poll(recording).toEqual([200, null])
  })
})

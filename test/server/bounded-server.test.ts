import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { boundedServer, type ServerLimits, serverLimits } from '../../src/server/bounded-server.ts'

const quick = { headersMs: 200, requestMs: 300, silenceMs: 400, answerMs: 600, checkMs: 50 }
const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** A server that answers `/`, never ends the event stream `/events`, and sends far more than a socket holds at `/big`. */
async function start(limits: Partial<ServerLimits> = {}) {
  const server = boundedServer(
    ({ url }, response) => {
      if (url === '/big') response.end(Buffer.alloc(64 << 20))
      else if (url === '/events') {
        response.setHeader('content-type', 'text/event-stream')
        response.write('data: 1\n\n')
        const beat = setInterval(() => response.write('data: 2\n\n'), 50)
        response.once('close', () => clearInterval(beat))
      } else response.end('here')
    },
    { limits: { ...serverLimits, ...limits } },
  )
  let accepted = 0
  server.on('connection', () => accepted++)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    server.close()
    server.closeAllConnections()
  })
  const count = () => new Promise<number>((resolve) => server.getConnections((_, open) => resolve(open)))
  const open = () => new Client((server.address() as AddressInfo).port)
  return Object.assign(open, { count, accepted: () => accepted })
}

/** A connection that keeps what it hears. */
class Client {
  heard = ''
  closed = false
  readonly socket: Socket

  constructor(port: number) {
    this.socket = connect(port, '127.0.0.1')
    this.socket.on('data', (data) => {
      if (this.heard.length < 10_000) this.heard += data.toString('latin1')
    })
    this.socket.on('error', () => {})
    this.socket.on('close', () => {
      this.closed = true
    })
    closing.push(() => this.socket.destroy())
  }

  send(text: string): this {
    this.socket.write(text)
    return this
  }
}

const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`

describe('a bounded server', () => {
  it('closes a connection that sends nothing', async () => {
    const client = (await start(quick))()
    await expect.poll(() => client.closed).toBe(true)
  })

  it('answers a request whose headers trickle in too slowly with 408', async () => {
    const client = (await start({ ...quick, silenceMs: 60_000 }))().send('GET / HTTP/1.1\r\nHost: a\r\n')
    const drip = setInterval(() => client.send('x: 1\r\n'), 20)
    closing.push(() => clearInterval(drip))
    await expect.poll(() => client.closed).toBe(true)
    expect(client.heard).toMatch(/^HTTP\/1\.1 408 /)
  })

  it('refuses headers of more than 8 kB', async () => {
    const client = (await start())().send(`GET / HTTP/1.1\r\nHost: a\r\nx: ${'a'.repeat(9000)}\r\n\r\n`)
    await expect.poll(() => client.closed).toBe(true)
    expect(client.heard).toMatch(/^HTTP\/1\.1 431 /)
  })

  it('closes a connection that asks again before it was answered', async () => {
    const open = await start()
    const client = open().send(get('/events') + get('/events'))
    await expect.poll(() => client.closed).toBe(true)
    const patient = open().send(get('/'))
    await expect.poll(() => patient.heard).toMatch(/here$/)
    patient.send(get('/'))
    await expect.poll(() => patient.heard).toMatch(/here.*here$/s)
  })

  it('takes GET and HEAD only, and reads no body', async () => {
    const open = await start()
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
      const client = open().send(`${method} / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\n\r\n`)
      await expect.poll(() => client.closed).toBe(true)
      expect(client.heard).toMatch(/^HTTP\/1\.1 405 /)
      expect(client.heard).toContain(`method: expected GET or HEAD, got ${method}`)
    }
  })

  it('closes the connection of a reader that stops in the middle of an answer', async () => {
    const open = await start({ ...quick, answerMs: 60_000 })
    const client = open().send(get('/big'))
    client.socket.pause()
    await expect.poll(open.accepted).toBe(1)
    await expect.poll(open.count).toBe(0)
  })

  it('ends an answer that is taken too slowly, but no event stream', async () => {
    const open = await start({ answerMs: 600, checkMs: 50 })
    const stream = open().send(get('/events'))
    const slow = open().send(get('/big'))
    slow.socket.pause()
    const sip = setInterval(() => slow.socket.read(100), 20)
    closing.push(() => clearInterval(sip))
    await expect.poll(open.accepted).toBe(2)
    await expect.poll(open.count).toBe(1)
    const heard = stream.heard.length
    await expect.poll(() => stream.heard.length).toBeGreaterThan(heard)
  })

  it('takes a limited number of connections of an address, and others again when one has gone', async () => {
    const open = await start({ connectionsOfAddress: 3 })
    const three = [open(), open(), open()].map((client) => client.send(get('/events')))
    for (const client of three) await expect.poll(() => client.heard).toMatch(/data: 1/)
    const fourth = open().send(get('/'))
    await expect.poll(() => fourth.closed).toBe(true)
    expect(fourth.heard).toBe('')
    three[0]!.socket.destroy()
    await expect
      .poll(async () => {
        const next = open().send(get('/'))
        await expect.poll(() => next.closed || next.heard !== '').toBe(true)
        return next.heard
      })
      .toMatch(/here$/)
  })

  it('takes a limited number of connections in all', async () => {
    const open = await start({ connections: 2 })
    const two = [open(), open()].map((client) => client.send(get('/events')))
    for (const client of two) await expect.poll(() => client.heard).toMatch(/data: 1/)
    const third = open().send(get('/'))
    await expect.poll(() => third.closed).toBe(true)
  })

  it('limits what Node itself does not', () => {
    const plain = createServer()
    const server = boundedServer(() => {})
    expect(plain.timeout).toBe(0)
    expect(server.timeout).toBe(30_000)
    expect(server.maxConnections).toBe(256)
    expect(server.headersTimeout).toBe(10_000)
  })
})

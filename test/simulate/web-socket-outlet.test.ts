import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { webSocketOutlet } from '../../src/simulate/web-socket-outlet.ts'

const stay = new AbortController().signal

describe('webSocketOutlet', () => {
  it('sends each row to all clients, and closes', async () => {
    const outlet = await webSocketOutlet(0)
    const clients = [new WebSocket(outlet.address), new WebSocket(outlet.address)]
    await Promise.all(clients.map((client) => once(client, 'open')))
    await outlet.heard
    const got = clients.map((client) => once(client, 'message'))
    await outlet.send({ text: '{"a":1}', fields: { a: 1 } })
    expect((await Promise.all(got)).map(([data]) => String(data))).toEqual(['{"a":1}', '{"a":1}'])
    const closed = clients.map((client) => once(client, 'close'))
    await outlet.close(stay)
    expect((await Promise.all(closed)).map(([code]) => code)).toEqual([1000, 1000])
  })

  it('closes only when a slow client has read the last row', async () => {
    const outlet = await webSocketOutlet(0)
    const client = new WebSocket(outlet.address)
    await once(client, 'open')
    let got = 0
    client.on('message', () => {
      got++
      // Slower than the rows are sent.
      client.pause()
      setImmediate(() => client.resume())
    })
    const text = 'x'.repeat(10_000)
    for (let i = 0; i < 1000; i++) await outlet.send({ text, fields: {} })
    expect(await outlet.close(stay)).toBeUndefined()
    expect(got).toBe(1000)
  })

  it('closes at once if it has to, also if a client does not read', async () => {
    const outlet = await webSocketOutlet(0)
    const client = new WebSocket(outlet.address)
    await once(client, 'open')
    client.pause()
    const stop = new AbortController()
    const closed = outlet.close(stop.signal)
    stop.abort()
    expect(await closed).toBeUndefined()
    client.terminate()
  })

  it.each([
    ['https://example.com', 401],
    ['null', 401],
  ])('refuses the page of another site: %s', async (origin, code) => {
    const outlet = await webSocketOutlet(0)
    const [error] = await once(new WebSocket(outlet.address, { origin }), 'error')
    expect(String(error)).toContain(String(code))
    await outlet.close(stay)
  })
})
